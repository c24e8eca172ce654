package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A producer that may write into the stream itself: it puts bare events. */
final class DirectProducer {

    private static final int MOST_CALLS = 100;

    private final KinesisClient kinesis;
    private final String stream;
    private final Sendings sendings;

    DirectProducer(KinesisClient kinesis, String stream, Sendings sendings) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.sendings = sendings;
    }

    /** Puts events, and what of them was refused, until all are taken. */
    void send(List<ClientEvent> events) {
        List<ClientEvent> left = events;
        for (int i = 0; !left.isEmpty(); i++) {
            if (i == MOST_CALLS) {
                throw new IllegalStateException(stream + " refused events " + MOST_CALLS + " times");
            }
            left = put(left);
        }
    }

    private List<ClientEvent> put(List<ClientEvent> events) {
        List<PutRecordsResultEntry> results = kinesis.putRecords(call -> call.streamName(stream)
                        .records(events.stream().map(DirectProducer::entry).toList()))
                .records();
        List<ClientEvent> left = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            PutRecordsResultEntry result = results.get(i);
            if (result.errorCode() == null) {
                Position position = new Position(stream, result.shardId(), result.sequenceNumber(), 0);
                sendings.accepted(events.get(i), Way.DIRECT, position);
            } else {
                sendings.refused(events.get(i), Way.DIRECT);
                left.add(events.get(i));
            }
        }
        return left;
    }

    private static PutRecordsRequestEntry entry(ClientEvent event) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(event.entity())
                .data(SdkBytes.fromUtf8String(event.text()))
                .build();
    }
}
