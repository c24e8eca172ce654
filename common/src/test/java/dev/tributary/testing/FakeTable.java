package dev.tributary.testing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** One table of {@link FakeDynamoDb}: its items, by the equality that DynamoDB's keys have. */
record FakeTable(
        LinkedHashMap<String, ScalarAttributeType> schema, Map<List<Object>, Map<String, AttributeValue>> items) {

    private static final int[] LONGEST_TEXT = {2_048, 1_024};
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    FakeTable(LinkedHashMap<String, ScalarAttributeType> schema) {
        this(schema, new HashMap<>());
    }

    void put(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> stored = new HashMap<>();
        item.forEach((name, value) -> stored.put(name, normalized(value)));
        items.put(identity(item), Map.copyOf(stored));
    }

    @Nullable
    Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return items.get(identity(key));
    }

    /** The attributes of an item that are its key. */
    Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(schema.keySet());
        return key;
    }

    /** Whether the attributes are this table's key, each with a value that a key may have. */
    boolean isKey(Map<String, AttributeValue> key) {
        if (!key.keySet().equals(schema.keySet())) {
            return false;
        }
        int place = 0;
        for (Entry<String, ScalarAttributeType> attribute : schema.entrySet()) {
            AttributeValue value = part(key, attribute.getKey());
            boolean fits = attribute.getValue() == ScalarAttributeType.N
                    ? value.n() != null && isNumber(value.n())
                    : value.s() != null && isText(value.s(), LONGEST_TEXT[place]);
            if (!fits) {
                return false;
            }
            place++;
        }
        return true;
    }

    /** What two keys have in common exactly if they are the same: numbers by value. */
    List<Object> identity(Map<String, AttributeValue> item) {
        return schema.keySet().stream()
                .map(name -> {
                    AttributeValue value = part(item, name);
                    return value.n() == null ? (Object) value.s() : new BigDecimal(value.n()).stripTrailingZeros();
                })
                .toList();
    }

    private static AttributeValue part(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), () -> "an item without its key attribute " + name);
    }

    private static boolean isText(String text, int longest) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes > 0 && bytes <= longest;
    }

    static boolean isNumber(String text) {
        try {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            int exponent = number.precision() - number.scale() - 1;
            return number.signum() == 0
                    || (number.precision() <= MAX_DIGITS && exponent <= MAX_EXPONENT && exponent >= MIN_EXPONENT);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** DynamoDB gives numbers back without trailing zeros and without an exponent. */
    private static AttributeValue normalized(AttributeValue value) {
        return value.n() == null
                ? value
                : AttributeValue.fromN(
                        new BigDecimal(value.n()).stripTrailingZeros().toPlainString());
    }
}
