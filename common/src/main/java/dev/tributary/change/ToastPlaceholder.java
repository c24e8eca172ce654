package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What Debezium sends in place of a value that PostgreSQL had stored apart and did not log again, as it had not changed. It takes
 * the column's type: bytes are encoded, a list of texts holds the text, a list of numbers the text's bytes, a map the text under
 * itself.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-toasted-values">
 *     toasted values</a>
 */
final class ToastPlaceholder {

    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);
    private static final String BASE64 = Base64.getEncoder().encodeToString(BYTES);
    private static final String HEX = HexFormat.of().formatHex(BYTES);
    private static final String ID = UUID.nameUUIDFromBytes(BYTES).toString();
    private static final String MAP_AS_TEXT = "{\"" + TEXT + "\":\"" + TEXT + "\"}";

    private ToastPlaceholder() {}

    static boolean is(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> isText(value.textValue());
            case ARRAY -> isList((ArrayNode) value);
            case OBJECT -> isMap((ObjectNode) value);
            default -> false;
        };
    }

    /** By the length first: nearly all texts are told apart by it alone. */
    private static boolean isText(String text) {
        int length = text.length();
        return (length == TEXT.length() && text.equals(TEXT))
                || (length == BASE64.length() && text.equals(BASE64))
                || (length == HEX.length() && text.equals(HEX))
                || (length == MAP_AS_TEXT.length() && text.equals(MAP_AS_TEXT));
    }

    private static boolean isList(ArrayNode list) {
        if (list.size() == 1) {
            String text = list.get(0).textValue();
            return text != null && (isText(text) || text.equals(ID));
        }
        return list.size() == BYTES.length && isBytes(list);
    }

    private static boolean isBytes(ArrayNode numbers) {
        for (int i = 0; i < BYTES.length; i++) {
            if (!numbers.get(i).isNumber() || numbers.get(i).doubleValue() != BYTES[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMap(ObjectNode map) {
        return map.size() == 1 && TEXT.equals(map.path(TEXT).textValue());
    }
}
