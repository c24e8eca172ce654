package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;

/**
 * A rule that a row breaks.
 *
 * @param rule the rule's name: {@code type}, {@code required}, {@code key}, {@code reserved-name}, or a rule of the contract
 * @param column the column
 * @param value the value that the rule saw, a missing node if there is none; a long text is cut, since the row has all of it
 * @param expected what it should have been
 */
public record Violation(String rule, String column, JsonNode value, String expected) {

    private static final int LONGEST_TEXT = 200;

    /** Cuts a long text. */
    public Violation {
        value = cut(value);
    }

    /** The violation as the quarantine has it; a value that is not there is null. */
    ObjectNode toJson() {
        return Json.object()
                .put("rule", rule)
                .put("column", column)
                .<ObjectNode>set("value", value.isMissingNode() ? null : value)
                .put("expected", expected);
    }

    private static JsonNode cut(JsonNode value) {
        if (!value.isTextual() || value.textValue().length() <= LONGEST_TEXT) {
            return value;
        }
        String text = value.textValue();
        // Half a character could not be written.
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return TextNode.valueOf(text.substring(0, end) + "…");
    }
}
