package dev.tributary.local.demo;

import dev.tributary.local.backend.Clients;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.SentRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Where a table's changes are in its stream. A write does not tell; but an item's changes are in the stream in the order in
 * which they were made.
 */
final class ChangePlaces {

    private final String table;
    private final Map<Map<String, AttributeValue>, List<Position>> byItem = new HashMap<>();

    ChangePlaces(String table) {
        this.table = table;
    }

    /** Reads the whole stream of a table. */
    static ChangePlaces read(Clients clients, String table) {
        String streamArn = clients.dynamoDb()
                .describeTable(call -> call.tableName(table))
                .table()
                .latestStreamArn();
        ChangePlaces places = new ChangePlaces(table);
        DynamoDbStreamsClient streams = clients.dynamoDbStreams();
        // One page: the stream is as young as the demo.
        for (Shard shard : streams.describeStream(call -> call.streamArn(streamArn))
                .streamDescription()
                .shards()) {
            places.readShard(streams, streamArn, shard.shardId());
        }
        return places;
    }

    private void readShard(DynamoDbStreamsClient streams, String streamArn, String shardId) {
        String iterator = streams.getShardIterator(call ->
                        call.streamArn(streamArn).shardId(shardId).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null) {
            String from = iterator;
            GetRecordsResponse page = streams.getRecords(call -> call.shardIterator(from));
            page.records().forEach(this::add);
            iterator = page.records().isEmpty() ? null : page.nextShardIterator();
        }
    }

    void add(Record record) {
        byItem.computeIfAbsent(record.dynamodb().keys(), any -> new ArrayList<>())
                .add(new Position(table, record.eventID(), record.dynamodb().sequenceNumber(), 0));
    }

    /**
     * What the stream took.
     *
     * @param changes all that were made, those of each item in their order
     * @throws IllegalStateException if the stream holds more or fewer of an item
     */
    List<SentRecord> of(List<Change> changes) {
        Map<Map<String, AttributeValue>, Iterator<Position>> left = new HashMap<>();
        byItem.forEach((item, places) ->
                left.put(item, places.stream().sorted(Position.ORDER).iterator()));
        List<SentRecord> sent = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Iterator<Position> places = left.getOrDefault(TypedItem.sdk(change.keys()), Collections.emptyIterator());
            if (!places.hasNext()) {
                throw new IllegalStateException(
                        change.kind() + " of " + change.keys() + ": not in the stream of " + table);
            }
            DemoEvent event = change.event();
            sent.add(new SentRecord(event, places.next(), event.bytes(), table));
        }
        left.forEach((item, places) -> {
            if (places.hasNext()) {
                throw new IllegalStateException(places.next() + " of " + item + ": in the stream, and was never made");
            }
        });
        return sent;
    }
}
