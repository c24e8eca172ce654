package dev.tributary.local.demo;

import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.SentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Sends records with PutRecords, by count and by bytes, and only the refused ones again. */
final class Producer {

    private static final int RECORDS_PER_CALL = 500;
    private static final int BYTES_PER_CALL = 4 << 20;
    private static final int MAX_REFUSALS = 100;

    private final KinesisClient kinesis;
    private final String streamName;

    Producer(KinesisClient kinesis, String streamName) {
        this.kinesis = kinesis;
        this.streamName = streamName;
    }

    /**
     * Sends all records.
     *
     * @param progress is told how many events were sent so far
     * @return a record for each event
     */
    List<SentRecord> send(List<OutgoingRecord> records, IntConsumer progress) {
        List<SentRecord> sent = new ArrayList<>(records.size());
        List<OutgoingRecord> call = new ArrayList<>();
        int bytes = 0;
        for (OutgoingRecord record : records) {
            if (call.size() == RECORDS_PER_CALL || bytes + record.data().length > BYTES_PER_CALL) {
                sendAll(call, sent);
                progress.accept(sent.size());
                call.clear();
                bytes = 0;
            }
            call.add(record);
            bytes += record.data().length;
        }
        sendAll(call, sent);
        progress.accept(sent.size());
        return sent;
    }

    private void sendAll(List<OutgoingRecord> records, List<SentRecord> sent) {
        List<OutgoingRecord> left = List.copyOf(records);
        for (int refusals = 0; !left.isEmpty(); refusals++) {
            if (refusals > MAX_REFUSALS) {
                throw new IllegalStateException(
                        left.size() + " records refused by stream " + streamName + " " + MAX_REFUSALS + " times");
            }
            List<OutgoingRecord> sending = left;
            List<PutRecordsResultEntry> results = kinesis.putRecords(call -> call.streamName(streamName)
                            .records(sending.stream().map(Producer::entry).toList()))
                    .records();
            List<OutgoingRecord> refused = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                PutRecordsResultEntry result = results.get(i);
                if (result.errorCode() != null) {
                    refused.add(sending.get(i));
                } else {
                    add(sending.get(i), result, sent);
                }
            }
            left = refused;
        }
    }

    private void add(OutgoingRecord record, PutRecordsResultEntry result, List<SentRecord> sent) {
        for (int i = 0; i < record.events().size(); i++) {
            Position position = new Position(streamName, result.shardId(), result.sequenceNumber(), i);
            sent.add(new SentRecord(record.events().get(i), position, record.data()));
        }
    }

    private static PutRecordsRequestEntry entry(OutgoingRecord record) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(record.partitionKey())
                .explicitHashKey(record.explicitHashKey())
                .data(SdkBytes.fromByteArray(record.data()))
                .build();
    }
}
