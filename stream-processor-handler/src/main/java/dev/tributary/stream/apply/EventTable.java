package dev.tributary.stream.apply;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.BoundedDynamoDb;
import dev.tributary.aws.Deadline;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.stream.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPage;
import software.amazon.awssdk.enhanced.dynamodb.model.GetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The table of one event type: the state of its entities, and an entry for each event. */
final class EventTable {

    /** Keys that one call reads at most. */
    static final int KEYS_PER_CALL = 100;

    private final DynamoDbClient dynamoDb;
    private final DynamoDbTable<Item> table;
    private final Backoff backoff;
    private final Metrics metrics;

    EventTable(DynamoDbClient dynamoDb, String name, Backoff backoff, Metrics metrics) {
        this.dynamoDb = dynamoDb;
        this.table = enhanced(dynamoDb).table(name, new ItemSchema());
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /**
     * Reads items as they are now. Keys that DynamoDB leaves unprocessed are asked for again.
     *
     * @param keys distinct ones
     * @return those that exist
     * @throws SdkException if a call fails
     * @throws TimeoutException if the deadline passes
     */
    Map<ItemKey, Map<String, AttributeValue>> read(Collection<ItemKey> keys, Deadline deadline)
            throws TimeoutException {
        List<Key> all = keys.stream().map(EventTable::key).toList();
        Map<ItemKey, Map<String, AttributeValue>> found = new HashMap<>();
        for (int from = 0; from < all.size(); from += KEYS_PER_CALL) {
            readSome(all.subList(from, Math.min(from + KEYS_PER_CALL, all.size())), found, deadline);
        }
        return found;
    }

    /**
     * Carries a transaction out, as a whole or not at all.
     *
     * @throws TransactionCanceledException if it comes to nothing, with the reasons of its actions in their order
     * @throws SdkException if the call fails; it may be carried out all the same
     */
    void write(Transaction transaction, Deadline deadline) {
        metrics.add(Metric.TRANSACTIONS, 1);
        carryOut(transaction, deadline);
    }

    /**
     * Makes both calls once, uncounted, and writes nothing: the transaction asks of an item that no event can make that it has
     * a version.
     *
     * @throws SdkException if DynamoDB answers anything else than that the transaction is cancelled
     */
    void prime(Deadline deadline) {
        ItemKey nothing = new ItemKey("priming", Event.CLIENTS);
        Transaction transaction = new Transaction();
        transaction.replace(nothing, new Stored(Map.of(), true, 1), Map.of());
        page(List.of(key(nothing)), deadline);
        try {
            carryOut(transaction, deadline);
        } catch (TransactionCanceledException e) {
            // As expected.
        }
    }

    private void carryOut(Transaction transaction, Deadline deadline) {
        enhanced(new BoundedDynamoDb(dynamoDb, deadline)).transactWriteItems(transaction.request(table));
    }

    private void readSome(List<Key> keys, Map<ItemKey, Map<String, AttributeValue>> found, Deadline deadline)
            throws TimeoutException {
        List<Key> left = keys;
        int idle = 0;
        while (!left.isEmpty()) {
            if (deadline.isReached()) {
                throw new TimeoutException("no time left to read " + left.size() + " items");
            }
            metrics.add(Metric.LOOKUP_CALLS, 1);
            BatchGetResultPage page = page(left, deadline);
            for (Item item : page.resultsForTable(table)) {
                found.put(keyOf(item.attributes()), item.attributes());
            }
            List<Key> unprocessed = page.unprocessedKeysForTable(table);
            idle = unprocessed.size() < left.size() ? 0 : idle + 1;
            if (idle > 0 && !backoff.pause(idle, deadline)) {
                throw new TimeoutException(left.size() + " items unprocessed by DynamoDB");
            }
            left = unprocessed;
        }
    }

    /** One call. The enhanced client's own paging would ask for unprocessed keys again without a pause. */
    private BatchGetResultPage page(List<Key> keys, Deadline deadline) {
        ReadBatch.Builder<Item> batch = ReadBatch.builder(Item.class).mappedTableResource(table);
        for (Key key : keys) {
            batch.addGetItem(GetItemEnhancedRequest.builder()
                    .key(key)
                    .consistentRead(true)
                    .build());
        }
        return enhanced(new BoundedDynamoDb(dynamoDb, deadline))
                .batchGetItem(request -> request.readBatches(batch.build()))
                .iterator()
                .next();
    }

    /** Without extensions: versions are our own, since an item is judged by what was read of it. */
    private static DynamoDbEnhancedClient enhanced(DynamoDbClient dynamoDb) {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(dynamoDb)
                .extensions(new ArrayList<>())
                .build();
    }

    static Key key(ItemKey key) {
        return Key.builder().partitionValue(key.entity()).sortValue(key.item()).build();
    }

    private static ItemKey keyOf(Map<String, AttributeValue> item) {
        AttributeValue entity = item.get(Attributes.ENTITY);
        AttributeValue sortKey = item.get(Attributes.ITEM);
        if (entity == null || sortKey == null) {
            throw new IllegalStateException("an item without its key");
        }
        return new ItemKey(entity.s(), sortKey.s());
    }
}
