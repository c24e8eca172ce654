package dev.tributary.stream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** The table of orders as the benchmark needs it: it answers at once. */
final class OrderTable {

    private OrderTable() {}

    /** A table that holds the known orders, and takes every transaction. */
    static DynamoDbClient dynamoDb() {
        return new DynamoDbClient() {
            @Override
            public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
                Map.Entry<String, KeysAndAttributes> table =
                        request.requestItems().entrySet().iterator().next();
                List<Map<String, AttributeValue>> found = table.getValue().keys().stream()
                        .flatMap(key -> known(key).stream())
                        .toList();
                return BatchGetItemResponse.builder()
                        .responses(Map.of(table.getKey(), found))
                        .unprocessedKeys(Map.of())
                        .build();
            }

            @Override
            public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
                if (request.transactItems().isEmpty()) {
                    throw new IllegalStateException("nothing written");
                }
                return TransactWriteItemsResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }

    private static Optional<Map<String, AttributeValue>> known(Map<String, AttributeValue> key) {
        AttributeValue order = Objects.requireNonNull(key.get("entity"));
        AttributeValue item = Objects.requireNonNull(key.get("item"));
        if (!order.s().startsWith(OrderBatch.KNOWN) || !item.s().equals("order")) {
            return Optional.empty();
        }
        return Optional.of(Map.of(
                "entity", order,
                "item", item,
                "version", AttributeValue.fromN("1"),
                "status", AttributeValue.fromS("created"),
                "statusTimestamp", AttributeValue.fromS("2026-11-20T12:00:00Z"),
                "customerId", AttributeValue.fromS("customer-000001"),
                "totalAmount", AttributeValue.fromN("20.4"),
                "currency", AttributeValue.fromS("EUR"),
                "createdAt", AttributeValue.fromS("2026-11-20T12:00:00Z"),
                "changedAt", AttributeValue.fromS("2026-11-20T12:00:00Z")));
    }
}
