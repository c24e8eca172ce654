package dev.tributary.stream.apply;

import static dev.tributary.stream.apply.Attributes.ENTITY;
import static dev.tributary.stream.apply.Attributes.ITEM;
import static dev.tributary.stream.apply.Attributes.VERSION;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Items that are written together or not at all.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class Transaction {

    /** Actions that one transaction may have. */
    static final int MOST_ACTIONS = 100;

    private static final int KEY_AND_VERSION = 3;

    private static final Expression IS_NEW = expression("attribute_not_exists(#a)", ENTITY, null);
    private static final Expression IS_UNWRITTEN = expression("attribute_not_exists(#a)", VERSION, null);

    /** An item to write, or none to check alone. */
    private record Action(ItemKey key, @Nullable Item item, Expression condition) {}

    private final List<Action> actions = new ArrayList<>();

    boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Writes an item that does not exist yet. */
    void create(ItemKey key, Map<String, AttributeValue> content) {
        actions.add(new Action(key, item(key, content), IS_NEW));
    }

    /** Writes an item in the place of one. */
    void replace(ItemKey key, Stored old, Map<String, AttributeValue> content) {
        Item item = item(key, content);
        item.attributes().put(VERSION, AttributeValue.fromN(Long.toString(old.version() + 1)));
        actions.add(new Action(key, item, isStill(old)));
    }

    /** Makes sure that an item does not exist. */
    void checkAbsence(ItemKey key) {
        actions.add(new Action(key, null, IS_NEW));
    }

    /** Makes sure that an item is what was read of it. */
    void check(ItemKey key, Stored old) {
        actions.add(new Action(key, null, isStill(old)));
    }

    TransactWriteItemsEnhancedRequest request(DynamoDbTable<Item> table) {
        TransactWriteItemsEnhancedRequest.Builder request = TransactWriteItemsEnhancedRequest.builder();
        for (Action action : actions) {
            if (action.item == null) {
                request.addConditionCheck(
                        table,
                        ConditionCheck.builder()
                                .key(EventTable.key(action.key))
                                .conditionExpression(action.condition)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                .build());
            } else {
                request.addPutItem(
                        table,
                        TransactPutItemEnhancedRequest.builder(Item.class)
                                .item(action.item)
                                .conditionExpression(action.condition)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                .build());
            }
        }
        return request.build();
    }

    private static Item item(ItemKey key, Map<String, AttributeValue> content) {
        Map<String, AttributeValue> item = new HashMap<>(2 * (content.size() + KEY_AND_VERSION));
        item.putAll(content);
        item.put(ENTITY, AttributeValue.fromS(key.entity()));
        item.put(ITEM, AttributeValue.fromS(key.item()));
        return new Item(item);
    }

    /** An item that somebody else wrote has no version, and may be written over: nobody else is meant to. */
    private static Expression isStill(Stored old) {
        return old.version() == 0
                ? IS_UNWRITTEN
                : expression("#a = :v", VERSION, AttributeValue.fromN(Long.toString(old.version())));
    }

    private static Expression expression(String text, String attribute, @Nullable AttributeValue value) {
        Expression.Builder expression = Expression.builder().expression(text).putExpressionName("#a", attribute);
        return value == null
                ? expression.build()
                : expression.putExpressionValue(":v", value).build();
    }
}
