package dev.tributary.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key of a source's item from an event. One bad key fails a whole BatchGetItem call, so each is held against
 * DynamoDB's limits first.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">the limits</a>
 */
public final class KeyReader {

    private static final int[] LONGEST_TEXT = {2_048, 1_024};
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    private KeyReader() {}

    /**
     * The key that the event holds for a source; null if a part of it is missing or null.
     *
     * @throws InvalidKeyException if a part of it can be no key
     */
    public static @Nullable ReferenceKey read(JsonNode event, ReferenceSource source) throws InvalidKeyException {
        List<String> values = new ArrayList<>(source.key().size());
        for (KeyAttribute attribute : source.key()) {
            JsonNode value = event.at(attribute.pointer());
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            values.add(
                    attribute.type() == KeyType.N ? number(value, attribute) : text(value, attribute, values.size()));
        }
        return new ReferenceKey(source.table(), values);
    }

    /** A number in the one form that equal numbers share. */
    static String canonical(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private static String text(JsonNode value, KeyAttribute attribute, int place) throws InvalidKeyException {
        if (value.isNumber()) {
            return plain(value.decimalValue(), attribute);
        }
        if (!value.isTextual()) {
            throw invalid(attribute, "a JSON " + Json.typeName(value), "a string or a number");
        }
        String text = value.textValue();
        if (!isUnicode(text)) {
            throw invalid(attribute, "a string with half a surrogate pair", "characters that UTF-8 can hold");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_TEXT[place]) {
            throw invalid(attribute, "a string of " + bytes + " bytes", "1-" + LONGEST_TEXT[place] + " bytes");
        }
        return text;
    }

    /** A number's digits. Nine characters of JSON can stand for a number of gigabytes of them. */
    private static String plain(BigDecimal number, KeyAttribute attribute) throws InvalidKeyException {
        long exponent = -(long) number.scale();
        if (Math.abs(exponent) > Json.MAX_NUMBER_LENGTH) {
            throw invalid(
                    attribute,
                    "a number with exponent " + exponent,
                    "a string, or a number with an exponent of -" + Json.MAX_NUMBER_LENGTH + " to "
                            + Json.MAX_NUMBER_LENGTH);
        }
        return number.toPlainString();
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String number(JsonNode value, KeyAttribute attribute) throws InvalidKeyException {
        if (!value.isNumber() && !value.isTextual()) {
            throw invalid(attribute, "a JSON " + Json.typeName(value), "a number, or a string that is one");
        }
        BigDecimal number;
        try {
            number = value.isNumber() ? value.decimalValue() : new BigDecimal(bounded(value.textValue()));
        } catch (NumberFormatException e) {
            throw invalid(attribute, "a string that is no number", "a number, or a string that is one");
        }
        if (number.signum() == 0) {
            return "0";
        }
        // Trailing zeros leave the exponent as it is; those of an exponent near the limit of int cannot be stripped.
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > MAX_EXPONENT
                || exponent < MIN_EXPONENT
                || number.stripTrailingZeros().precision() > MAX_DIGITS) {
            throw invalid(
                    attribute,
                    "a number of " + number.precision() + " digits and exponent " + exponent,
                    "at most " + MAX_DIGITS + " digits, exponent " + MIN_EXPONENT + " to " + MAX_EXPONENT);
        }
        return canonical(number);
    }

    /** Parsing takes time by the square of the length, so that what is too long is refused unparsed. */
    private static String bounded(String text) {
        if (text.length() > Json.MAX_NUMBER_LENGTH) {
            throw new NumberFormatException("longer than " + Json.MAX_NUMBER_LENGTH + " characters");
        }
        return text.strip();
    }

    private static InvalidKeyException invalid(KeyAttribute attribute, String found, String expected) {
        return new InvalidKeyException(attribute.pointer() + ", key attribute " + attribute.name() + ": " + found
                + " (expected: " + expected + ")");
    }
}
