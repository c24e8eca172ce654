package dev.tributary.local.demo;

import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Packs a tenth of the events as the Kinesis Producer Library does: events of one shard go together, by the hash key of the
 * first of them. Whole runs of events are packed, so that each key stays in order.
 */
final class Aggregator {

    private static final int RUN = 30;
    private static final int EVERY = 10;

    private final List<Shard> shards;

    /** For a stream with these shards, which cover all hash keys. */
    Aggregator(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    /** For a stream as it is; no shard of it is closed. */
    static Aggregator of(KinesisClient kinesis, String stream) {
        return new Aggregator(
                kinesis.listShards(call -> call.streamName(stream)).shards());
    }

    /** The records that hold these events. */
    List<OutgoingRecord> pack(List<DemoEvent> events) {
        List<OutgoingRecord> records = new ArrayList<>(events.size());
        for (int from = 0; from < events.size(); from += RUN) {
            List<DemoEvent> run = events.subList(from, Math.min(from + RUN, events.size()));
            if (from % (RUN * EVERY) == 0) {
                records.addAll(aggregates(run));
            } else {
                run.forEach(event -> records.add(OutgoingRecord.of(event)));
            }
        }
        return records;
    }

    private List<OutgoingRecord> aggregates(List<DemoEvent> run) {
        List<OutgoingRecord> records = new ArrayList<>();
        Map<String, List<DemoEvent>> byShard = new LinkedHashMap<>();
        for (DemoEvent event : run) {
            if (event.kind() == EventKind.CORRUPT_AGGREGATE) {
                records.add(OutgoingRecord.of(event));
            } else {
                byShard.computeIfAbsent(shardOf(event), any -> new ArrayList<>())
                        .add(event);
            }
        }
        byShard.values().forEach(events -> records.add(record(events)));
        return records;
    }

    private static OutgoingRecord record(List<DemoEvent> events) {
        DemoEvent first = events.get(0);
        return events.size() == 1
                ? OutgoingRecord.of(first)
                // The partition key decides nothing here; the library writes this one.
                : new OutgoingRecord("a", hashKey(first).toString(), Aggregate.of(events), events);
    }

    private String shardOf(DemoEvent event) {
        BigInteger hashKey = hashKey(event);
        return shards.stream()
                .filter(shard -> isIn(shard.hashKeyRange(), hashKey))
                .findFirst()
                .map(Shard::shardId)
                .orElseThrow(() -> new IllegalStateException("no shard for hash key " + hashKey));
    }

    private static boolean isIn(HashKeyRange range, BigInteger hashKey) {
        return new BigInteger(range.startingHashKey()).compareTo(hashKey) <= 0
                && hashKey.compareTo(new BigInteger(range.endingHashKey())) <= 0;
    }

    private static BigInteger hashKey(DemoEvent event) {
        return new BigInteger(1, Aggregate.md5(event.partitionKey().getBytes(StandardCharsets.UTF_8)));
    }
}
