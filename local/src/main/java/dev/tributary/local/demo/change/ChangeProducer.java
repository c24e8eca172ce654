package dev.tributary.local.demo.change;

import com.google.common.collect.Lists;
import dev.tributary.local.capture.CapturedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Sends changes to a stream, in the order of each partition key. */
final class ChangeProducer {

    /** So few that even the largest of them stay below the bytes that a call may have. */
    private static final int RECORDS_PER_CALL = 250;

    private final KinesisClient kinesis;
    private final String stream;

    ChangeProducer(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /**
     * Sends all.
     *
     * @param progress is told how many were sent so far
     * @throws IllegalStateException if the stream refuses one: what comes behind it must not overtake it
     */
    void send(List<CapturedChange> changes, IntConsumer progress) {
        int sent = 0;
        for (List<CapturedChange> call : Lists.partition(changes, RECORDS_PER_CALL)) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>(call.size());
            call.forEach(change -> entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(change.partitionKey())
                    .data(SdkBytes.fromByteArray(change.value()))
                    .build()));
            kinesis.putRecords(request -> request.streamName(stream).records(entries)).records().stream()
                    .filter(result -> result.errorCode() != null)
                    .findFirst()
                    .ifPresent(this::fail);
            sent += call.size();
            progress.accept(sent);
        }
    }

    private void fail(PutRecordsResultEntry refused) {
        throw new IllegalStateException(
                "a change refused by stream " + stream + ": " + refused.errorCode() + ", " + refused.errorMessage());
    }
}
