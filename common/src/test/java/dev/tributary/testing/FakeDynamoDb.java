package dev.tributary.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * BatchGetItem, TransactWriteItems, PutItem and DeleteItem over tables in memory, with DynamoDB's checks: one bad or repeated key
 * fails the whole call. Items come back in another order than they were asked for, as they may.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
public final class FakeDynamoDb implements DynamoDbClient {

    public static final String BATCH_GET = "BatchGetItem";

    public static final String TRANSACT_WRITE = "TransactWriteItems";

    public static final String PUT = "PutItem";

    public static final String DELETE = "DeleteItem";

    private static final int MAX_KEYS = 100;

    private final Map<String, FakeTable> tables = new HashMap<>();
    private final List<BatchGetItemRequest> calls = new ArrayList<>();
    private final List<TransactWriteItemsRequest> transactions = new ArrayList<>();
    private final Faults faults = new Faults();
    private Predicate<Map<String, AttributeValue>> unprocessed = key -> false;

    /** Makes a table with a partition key of this type. */
    public FakeDynamoDb table(String name, String partitionKey, ScalarAttributeType type) {
        tables.put(name, new FakeTable(new LinkedHashMap<>(Map.of(partitionKey, type))));
        return this;
    }

    /** Makes a table with a partition key and a sort key of these types. */
    public FakeDynamoDb table(
            String name,
            String partitionKey,
            ScalarAttributeType partitionType,
            String sortKey,
            ScalarAttributeType sortType) {
        table(name, partitionKey, partitionType);
        requireTable(name).schema().put(sortKey, sortType);
        return this;
    }

    /** Puts an item, without a call. */
    public synchronized FakeDynamoDb item(String table, Map<String, AttributeValue> item) {
        requireTable(table).put(item);
        return this;
    }

    public Faults faults() {
        return faults;
    }

    /** Leaves keys that the predicate names unprocessed from now on. */
    public synchronized void leaveUnprocessed(Predicate<Map<String, AttributeValue>> keys) {
        unprocessed = keys;
    }

    /** Every call, in order, whatever came of it. */
    public synchronized List<BatchGetItemRequest> calls() {
        return List.copyOf(calls);
    }

    /** How many keys each call asked for. */
    public synchronized List<Integer> keysPerCall() {
        return calls.stream().map(FakeDynamoDb::keys).toList();
    }

    /** Every transaction that was asked for, in order, whatever came of it. */
    public synchronized List<TransactWriteItemsRequest> transactions() {
        return List.copyOf(transactions);
    }

    /** The items of a table, in no order. */
    public synchronized List<Map<String, AttributeValue>> items(String table) {
        return List.copyOf(requireTable(table).items().values());
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        transactions.add(request);
        return faults.apply(
                TRANSACT_WRITE,
                () -> {
                    FakeTransaction.carryOut(request, this::requireTable);
                    return TransactWriteItemsResponse.builder().build();
                },
                () -> {});
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        return faults.apply(PUT, () -> put(request), () -> {});
    }

    @Override
    public synchronized DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return faults.apply(DELETE, () -> delete(request), () -> {});
    }

    private PutItemResponse put(PutItemRequest request) {
        FakeTable table = requireTable(request.tableName());
        Map<String, AttributeValue> old = table.get(table.key(request.item()));
        requireCondition(new FakeCondition(
                        request.conditionExpression(),
                        request.expressionAttributeNames(),
                        request.expressionAttributeValues())
                .holds(old == null ? Map.of() : old));
        table.put(request.item());
        return PutItemResponse.builder().build();
    }

    private DeleteItemResponse delete(DeleteItemRequest request) {
        FakeTable table = requireTable(request.tableName());
        requireValid(table.isKey(request.key()));
        Map<String, AttributeValue> old = table.get(request.key());
        requireCondition(new FakeCondition(
                        request.conditionExpression(),
                        request.expressionAttributeNames(),
                        request.expressionAttributeValues())
                .holds(old == null ? Map.of() : old));
        table.items().remove(table.identity(request.key()));
        return DeleteItemResponse.builder().build();
    }

    private static void requireCondition(boolean held) {
        if (!held) {
            throw AwsFailures.conditionFailed();
        }
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        calls.add(request);
        return faults.apply(BATCH_GET, () -> get(request), () -> {});
    }

    private BatchGetItemResponse get(BatchGetItemRequest request) {
        requireEncodable(request);
        requireValid(keys(request) > 0 && keys(request) <= MAX_KEYS);
        request.requestItems().forEach((table, asked) -> requireValidKeys(requireTable(table), asked));
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        Map<String, KeysAndAttributes> left = new HashMap<>();
        request.requestItems().forEach((name, asked) -> {
            found.put(name, new ArrayList<>());
            List<Map<String, AttributeValue>> leftKeys = new ArrayList<>();
            for (Map<String, AttributeValue> key : asked.keys()) {
                Map<String, AttributeValue> item = requireTable(name).get(key);
                if (unprocessed.test(key)) {
                    leftKeys.add(key);
                } else if (item != null) {
                    found.get(name).add(0, projected(item, asked));
                }
            }
            if (!leftKeys.isEmpty()) {
                left.put(name, asked.toBuilder().keys(leftKeys).build());
            }
        });
        return BatchGetItemResponse.builder()
                .responses(found)
                .unprocessedKeys(left)
                .build();
    }

    private static void requireValidKeys(FakeTable table, KeysAndAttributes asked) {
        Set<Object> distinct = new HashSet<>();
        for (Map<String, AttributeValue> key : asked.keys()) {
            requireValid(table.isKey(key));
            requireValid(distinct.add(table.identity(key)));
        }
    }

    private static Map<String, AttributeValue> projected(Map<String, AttributeValue> item, KeysAndAttributes asked) {
        if (asked.projectionExpression() == null) {
            return item;
        }
        Map<String, AttributeValue> projected = new HashMap<>();
        Arrays.stream(asked.projectionExpression().split(",", -1)).forEach(placeholder -> {
            String name = asked.expressionAttributeNames().get(placeholder.strip());
            requireValid(name != null);
            if (item.containsKey(name)) {
                projected.put(name, item.get(name));
            }
        });
        return projected;
    }

    /** DynamoDB's strings are UTF-8, which has no half of a surrogate pair. */
    private static void requireEncodable(BatchGetItemRequest request) {
        request.requestItems().values().stream()
                .flatMap(asked -> asked.keys().stream())
                .flatMap(key -> key.values().stream())
                .filter(value -> value.s() != null)
                .forEach(value -> {
                    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.s())) {
                        throw AwsFailures.dynamoDb(400, "SerializationException");
                    }
                });
    }

    private static int keys(BatchGetItemRequest request) {
        return request.requestItems().values().stream()
                .mapToInt(asked -> asked.keys().size())
                .sum();
    }

    private FakeTable requireTable(String name) {
        FakeTable table = tables.get(name);
        if (table == null) {
            throw AwsFailures.noSuchTable();
        }
        return table;
    }

    static void requireValid(boolean held) {
        if (!held) {
            throw AwsFailures.dynamoDb(400, "ValidationException");
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
