package dev.tributary.quality;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Columns of JSON, which arrive as strings. */
final class JsonTexts {

    /** One less than what is read, since the value stands in a row. */
    private static final int MAX_DEPTH = Json.MAX_DEPTH - 1;

    private JsonTexts() {}

    /**
     * The value that a text of JSON tells; null if it is not JSON. A text of a JSON string stays as it is, with its quotes:
     * without them it could not be told from a text that is still to be read.
     */
    static @Nullable JsonNode parse(JsonNode text) {
        byte[] bytes = text.textValue().getBytes(StandardCharsets.UTF_8);
        try {
            JsonNode value = Json.<@Nullable JsonNode, InvalidJsonException>read(bytes, JsonParser::readValueAsTree);
            if (value == null) {
                return null;
            }
            if (value.isTextual()) {
                return text;
            }
            return isWithin(value, MAX_DEPTH) ? value : null;
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    private static boolean isWithin(JsonNode value, int levels) {
        if (!value.isContainerNode()) {
            return true;
        }
        if (levels == 0) {
            return false;
        }
        for (JsonNode inner : value) {
            if (!isWithin(inner, levels - 1)) {
                return false;
            }
        }
        return true;
    }
}
