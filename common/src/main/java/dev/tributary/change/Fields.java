package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object from outside, by type. What has another type than expected is refused by a message that names its
 * path. A field that is null counts as one that is not there.
 *
 * @param path what stands before a field's name in messages, such as {@code metadata.}; empty at the top
 */
record Fields(ObjectNode object, String path) {

    private static final int MOST_DIGITS = 99;

    static Fields of(ObjectNode top) {
        return new Fields(top, "");
    }

    @Nullable
    JsonNode get(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    String text(String name) throws InvalidChangeException {
        String text = optionalText(name);
        if (text == null) {
            throw missing(name, "a string");
        }
        return text;
    }

    String textOrEmpty(String name) throws InvalidChangeException {
        String text = optionalText(name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) throws InvalidChangeException {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, value, "a string");
        }
        return value.textValue();
    }

    ObjectNode object(String name) throws InvalidChangeException {
        ObjectNode value = optionalObject(name);
        if (value == null) {
            throw missing(name, "an object");
        }
        return value;
    }

    @Nullable
    ObjectNode optionalObject(String name) throws InvalidChangeException {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        throw invalid(name, value, "an object");
    }

    /** The fields of an object within. */
    Fields within(String name) throws InvalidChangeException {
        return new Fields(object(name), path + name + ".");
    }

    /**
     * A whole number as its digits. Sources write large ones in scientific notation, and some write numbers as text.
     *
     * @return null if the field is not there
     */
    @Nullable
    String wholeNumber(String name) throws InvalidChangeException {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        String digits = value.isTextual() ? value.textValue() : digits(value);
        if (digits == null || !isDigits(digits)) {
            throw invalid(name, value, "a whole number that is not negative");
        }
        return digits;
    }

    /** Text, or a whole number as its digits; null if the field is not there. */
    @Nullable
    String id(String name) throws InvalidChangeException {
        JsonNode value = get(name);
        return value != null && value.isTextual() ? value.textValue() : wholeNumber(name);
    }

    /** A whole number, or the text by which a source names a place in its log; null if the field is not there. */
    @Nullable
    String position(String name) throws InvalidChangeException {
        String position = id(name);
        if (position != null && !isPosition(position)) {
            throw new InvalidChangeException(
                    Problem.INVALID_POSITION,
                    path + name + ": text of " + position.length()
                            + " characters that is no position (expected: numbers in printable ASCII)");
        }
        return position;
    }

    /** The positions of these fields, of those that are there, in a list of the caller's own. */
    List<String> positions(String... names) throws InvalidChangeException {
        List<String> parts = new ArrayList<>(names.length);
        for (String name : names) {
            String part = position(name);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    InvalidChangeException missing(String name, String expected) {
        return new InvalidChangeException(
                Problem.MISSING_FIELD, path + name + ": missing (expected: " + expected + ")");
    }

    InvalidChangeException invalid(String name, JsonNode value, String expected) {
        return new InvalidChangeException(
                Problem.INVALID_FIELD, path + name + ": " + Json.typeName(value) + " (expected: " + expected + ")");
    }

    private static @Nullable String digits(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return Long.toString(value.longValue());
        }
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (number.precision() - (long) number.scale() > MOST_DIGITS) {
            return null;
        }
        try {
            return number.toBigIntegerExact().toString();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }

    /** Whether there is a number in it, and nothing that could hide one from the order. */
    private static boolean isPosition(String text) {
        boolean hasDigit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
            hasDigit |= c >= '0' && c <= '9';
        }
        return hasDigit;
    }
}
