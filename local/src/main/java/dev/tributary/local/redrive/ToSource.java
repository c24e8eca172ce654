package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.Payloads.LostPayloadException;
import dev.tributary.record.EventSource;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/**
 * Into the stream that records came from, one after the other, with their bytes and partition keys. They are new records there, of new
 * ids, and all of the stream's readers get them.
 */
final class ToSource implements Route {

    private static final String KINESIS = "aws:kinesis";

    private final KinesisClient kinesis;
    private final Payloads payloads;

    ToSource(KinesisClient kinesis, Payloads payloads) {
        this.kinesis = kinesis;
        this.payloads = payloads;
    }

    @Override
    public Outcome send(Failure failure) {
        try {
            if (failure instanceof RecordLetter letter && letter.type().equals(KINESIS)) {
                put(letter.source(), letter.partitionKey(), payloads.of(letter.payload()));
                return new Outcome.Resolved(Map.of());
            }
            if (failure instanceof GivenUpBatch batch && batch.source().contains(":kinesis:")) {
                for (JsonNode record : Events.records(batch.event())) {
                    put(
                            batch.source(),
                            record.at("/kinesis/partitionKey").asText(),
                            Base64.getDecoder()
                                    .decode(record.at("/kinesis/data").asText()));
                }
                return new Outcome.Resolved(Map.of());
            }
            return new Outcome.Failed(
                    "NO_STREAM", "came from no stream that takes records (expected: Kinesis; leave out --to-source)");
        } catch (LostPayloadException e) {
            return new Outcome.Failed(e.reason(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("UNREADABLE", String.valueOf(e.getMessage()));
        } catch (KinesisException e) {
            return new Outcome.Failed("NOT_TAKEN", String.valueOf(e.getMessage()));
        }
    }

    private void put(String arn, String partitionKey, byte[] data) {
        kinesis.putRecord(call -> call.streamName(new EventSource(KINESIS, arn).name())
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArrayUnsafe(data)));
    }
}
