package dev.tributary.local.demo;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes items, each of them in the order of its changes: with PutItem, UpdateItem and DeleteItem. */
final class ItemWriter {

    private static final int THREADS = 4;

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final AtomicInteger written = new AtomicInteger();

    ItemWriter(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /**
     * Makes all changes.
     *
     * @param progress is told how many were made so far
     */
    void write(List<Change> changes, IntConsumer progress) {
        Map<Integer, List<Change>> lanes = changes.stream()
                .collect(groupingBy(change -> Math.floorMod(change.keys().hashCode(), THREADS)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CompletableFuture.allOf(lanes.values().stream()
                            .map(lane -> CompletableFuture.runAsync(() -> writeInOrder(lane, progress), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void writeInOrder(List<Change> changes, IntConsumer progress) {
        for (Change change : changes) {
            write(change);
            progress.accept(written.incrementAndGet());
        }
    }

    private void write(Change change) {
        Map<String, AttributeValue> keys = TypedItem.sdk(change.keys());
        if (change.after().isEmpty()) {
            dynamoDb.deleteItem(call -> call.tableName(table).key(keys));
        } else if (change.before().isEmpty()) {
            Map<String, AttributeValue> item = TypedItem.sdk(change.after().get());
            dynamoDb.putItem(call -> call.tableName(table).item(item));
        } else {
            update(keys, change.before().get(), change.after().get());
        }
    }

    private void update(Map<String, AttributeValue> keys, JsonNode before, JsonNode after) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> set = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        after.properties().stream()
                .filter(attribute -> !attribute.getValue().equals(before.get(attribute.getKey())))
                .forEach(attribute -> {
                    names.put("#" + attribute.getKey(), attribute.getKey());
                    values.put(":" + attribute.getKey(), TypedItem.sdkValue(attribute.getValue()));
                    set.add("#" + attribute.getKey() + " = :" + attribute.getKey());
                });
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                names.put("#" + name, name);
                removed.add("#" + name);
            }
        });
        String expression =
                "SET " + String.join(", ", set) + (removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed));
        dynamoDb.updateItem(call -> call.tableName(table)
                .key(keys)
                .updateExpression(expression)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
    }
}
