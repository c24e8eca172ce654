package dev.tributary.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Sends events with PutRecords, by count and by bytes, and only the refused ones again. */
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
     * Sends all events.
     *
     * @param progress is told how many were sent so far
     */
    List<SentRecord> send(List<DemoEvent> events, IntConsumer progress) {
        List<SentRecord> sent = new ArrayList<>(events.size());
        List<DemoEvent> call = new ArrayList<>();
        int bytes = 0;
        for (DemoEvent event : events) {
            if (call.size() == RECORDS_PER_CALL || bytes + event.bytes().length > BYTES_PER_CALL) {
                sendAll(call, sent);
                progress.accept(sent.size());
                call.clear();
                bytes = 0;
            }
            call.add(event);
            bytes += event.bytes().length;
        }
        sendAll(call, sent);
        progress.accept(sent.size());
        return sent;
    }

    private void sendAll(List<DemoEvent> events, List<SentRecord> sent) {
        List<DemoEvent> left = List.copyOf(events);
        for (int refusals = 0; !left.isEmpty(); refusals++) {
            if (refusals > MAX_REFUSALS) {
                throw new IllegalStateException(
                        left.size() + " records refused by stream " + streamName + " " + MAX_REFUSALS + " times");
            }
            List<DemoEvent> sending = left;
            List<PutRecordsResultEntry> results = kinesis.putRecords(call -> call.streamName(streamName)
                            .records(sending.stream().map(Producer::entry).toList()))
                    .records();
            List<DemoEvent> refused = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                PutRecordsResultEntry result = results.get(i);
                if (result.errorCode() != null) {
                    refused.add(sending.get(i));
                } else {
                    Position position = new Position(streamName, result.shardId(), result.sequenceNumber(), 0);
                    sent.add(new SentRecord(
                            sending.get(i), position, sending.get(i).bytes()));
                }
            }
            left = refused;
        }
    }

    private static PutRecordsRequestEntry entry(DemoEvent event) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(event.partitionKey())
                .data(SdkBytes.fromByteArray(event.bytes()))
                .build();
    }
}
