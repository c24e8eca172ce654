package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a form in which equal ones are equal, whether they come from the table or from the lake:
 *
 * <ul>
 *   <li>a column that is null is left out: the table's rows and those of DMS leave it out, and those of Debezium have it;
 *   <li>numbers are what they are worth, since DMS writes {@code 5200.5} where the table has {@code 5200.50};
 *   <li>a column of JSON is a tree: the table gives it as a text, and its contract has it read; members have no order.
 * </ul>
 *
 * <p>All else must be the same to the letter, so that a date or a time in another form than that of the lake is a difference.
 */
final class Canonical {

    private static final String JSON_COLUMN = "profile";

    private Canonical() {}

    /** The columns of a row. */
    static Map<String, Object> row(JsonNode row) {
        Map<String, Object> columns = new HashMap<>();
        row.properties().forEach(column -> {
            boolean isJsonText =
                    column.getKey().equals(JSON_COLUMN) && column.getValue().isTextual();
            Object value = value(isJsonText ? ExactJson.parse(column.getValue().asText()) : column.getValue());
            if (value != null) {
                columns.put(column.getKey(), value);
            }
        });
        return columns;
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros();
        }
        if (value.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (value.isObject()) {
            Map<String, @Nullable Object> members = new HashMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
            return members;
        }
        return value.isBoolean() ? value.booleanValue() : value.asText();
    }
}
