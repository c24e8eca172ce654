package dev.tributary.testing;

import static dev.tributary.testing.FakeDynamoDb.requireValid;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One transaction of {@link FakeDynamoDb}: puts and condition checks, all of them or none, at most 100 actions and 4 MB, and
 * one action an item.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class FakeTransaction {

    private static final int MAX_ACTIONS = 100;
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_ITEM_BYTES = 400 << 10;

    /** What both kinds of action have. */
    private record Action(
            FakeTable table,
            Map<String, AttributeValue> item,
            boolean isPut,
            @Nullable String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            boolean tellsOldItem) {}

    private FakeTransaction() {}

    static void carryOut(TransactWriteItemsRequest request, Function<String, FakeTable> tables) {
        List<Action> actions = request.transactItems().stream()
                .map(item -> action(item, tables))
                .toList();
        requireValid(!actions.isEmpty() && actions.size() <= MAX_ACTIONS);
        requireValid(actions.stream().mapToInt(one -> bytes(one.item)).sum() <= MAX_BYTES);
        Set<Object> targets = new HashSet<>();
        for (Action action : actions) {
            requireValid(action.table.isKey(action.table.key(action.item)));
            requireValid(targets.add(List.of(action.table.schema(), action.table.identity(action.item))));
            requireValid(action.item.values().stream().allMatch(FakeTransaction::isValid));
        }
        List<CancellationReason> reasons =
                actions.stream().map(FakeTransaction::reason).toList();
        if (reasons.stream().anyMatch(reason -> !reason.code().equals("None"))) {
            throw AwsFailures.cancelled(reasons);
        }
        actions.stream().filter(Action::isPut).forEach(action -> action.table.put(action.item));
    }

    private static Action action(TransactWriteItem item, Function<String, FakeTable> tables) {
        if (item.put() != null) {
            Put put = item.put();
            return new Action(
                    tables.apply(put.tableName()),
                    put.item(),
                    true,
                    put.conditionExpression(),
                    put.expressionAttributeNames(),
                    put.expressionAttributeValues(),
                    put.returnValuesOnConditionCheckFailure() == ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        if (item.conditionCheck() != null) {
            ConditionCheck check = item.conditionCheck();
            return new Action(
                    tables.apply(check.tableName()),
                    check.key(),
                    false,
                    check.conditionExpression(),
                    check.expressionAttributeNames(),
                    check.expressionAttributeValues(),
                    check.returnValuesOnConditionCheckFailure() == ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        throw new UnsupportedOperationException(item + " (expected: a put or a condition check)");
    }

    private static CancellationReason reason(Action action) {
        CancellationReason.Builder reason = CancellationReason.builder();
        Map<String, AttributeValue> old = action.table.get(action.table.key(action.item));
        if (!holds(action, old == null ? Map.of() : old)) {
            reason.code("ConditionalCheckFailed");
            return action.tellsOldItem && old != null ? reason.item(old).build() : reason.build();
        }
        return reason.code(bytes(action.item) > MAX_ITEM_BYTES ? "ValidationError" : "None")
                .build();
    }

    private static boolean holds(Action action, Map<String, AttributeValue> old) {
        return new FakeCondition(action.condition, action.names, action.values).holds(old);
    }

    private static boolean isValid(AttributeValue value) {
        boolean emptySet = (value.hasSs() && value.ss().isEmpty())
                || (value.hasNs() && value.ns().isEmpty());
        return !emptySet && (value.n() == null || FakeTable.isNumber(value.n()));
    }

    /** About what DynamoDB counts. */
    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> attribute.getKey().length() + bytes(attribute.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        if (value.s() != null) {
            return value.s().getBytes(StandardCharsets.UTF_8).length;
        }
        if (value.n() != null) {
            return value.n().length() / 2 + 1;
        }
        if (value.hasM()) {
            return 3 + bytes(value.m());
        }
        return value.hasL()
                ? 3 + value.l().stream().mapToInt(one -> 1 + bytes(one)).sum()
                : 1;
    }
}
