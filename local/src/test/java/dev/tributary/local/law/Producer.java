package dev.tributary.local.law;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.local.source.KinesisRecord;
import dev.tributary.record.RecordId;
import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Sends records that say what they do and who they are, some of them packed together, and some of those damaged. */
final class Producer {

    /** More than a message can carry. */
    private static final int LARGE = 200_000;

    /** Records that an aggregate has. */
    static final int MOST_PARTS = 5;

    private final Luck luck;
    private final Sent sent;
    private final String shard;
    private final boolean mayGiveUp;
    private final boolean aggregates;
    private final int goodPercent;

    Producer(Luck luck, Sent sent, String shard, boolean mayGiveUp) {
        this.luck = luck;
        this.sent = sent;
        this.shard = shard;
        this.mayGiveUp = mayGiveUp;
        this.aggregates = luck.in100(40);
        this.goodPercent = luck.oneOf(90, 70, 70, 10);
    }

    KinesisRecord send(String sequence, String partitionKey, Instant now) {
        byte[] data = data(sequence, partitionKey);
        sent.take(sequence, data);
        return new KinesisRecord(Record.builder()
                .sequenceNumber(sequence)
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArray(data))
                .approximateArrivalTimestamp(now)
                .build());
    }

    private byte[] data(String sequence, String partitionKey) {
        if (!aggregates || luck.in100(50)) {
            byte[] data = payload(id(sequence, 0), partitionKey);
            sent.add(id(sequence, 0), partitionKey, data);
            return data;
        }
        List<Part> parts = new ArrayList<>();
        for (int place = luck.from(1 - MOST_PARTS, 0); place <= 0; place++) {
            String key = "packed-" + luck.from(1, 3);
            parts.add(new Part(key, payload(id(sequence, parts.size()), key)));
        }
        byte[] aggregate = Aggregates.of(parts);
        if (luck.in100(15)) {
            byte[] damaged = damaged(aggregate);
            sent.add(id(sequence, 0), partitionKey, damaged);
            return damaged;
        }
        for (int place = 0; place < parts.size(); place++) {
            sent.add(id(sequence, place), partitionKey, parts.get(place).data());
        }
        return aggregate;
    }

    private RecordId id(String sequence, int place) {
        return new RecordId("orders", shard, sequence, place);
    }

    private byte[] payload(RecordId id, String partitionKey) {
        Kind kind = luck.in100(goodPercent) ? Kind.GOOD : luck.oneOf(Kind.OF_RECORDS);
        if (kind == Kind.HOPELESS && !mayGiveUp) {
            kind = Kind.UNSETTLED;
        }
        boolean large = kind == Kind.MALFORMED && luck.in100(5);
        return String.join(" ", kind.name(), id.toString(), partitionKey, "x".repeat(large ? LARGE : 1))
                .getBytes(UTF_8);
    }

    /** No aggregate any more, though it still begins as one. */
    private byte[] damaged(byte[] aggregate) {
        return switch (luck.from(1, 4)) {
            case 1 -> {
                aggregate[luck.from(4, aggregate.length - 1)] ^= (byte) luck.from(1, 255);
                yield aggregate;
            }
            case 2 -> Arrays.copyOf(aggregate, luck.from(4, aggregate.length - 1));
            case 3 -> Aggregates.sealed(new byte[0]);
            default ->
                Aggregates.sealed(Aggregates.bytes(out -> out.writeByteArray(3, Aggregates.record(0, aggregate))));
        };
    }
}
