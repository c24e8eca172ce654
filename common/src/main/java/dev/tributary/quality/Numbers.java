package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers. Those with an exponent get their digits, as long as these are no more than a number may have:
 * {@value Json#MAX_NUMBER_LENGTH}, so that a few characters cannot fill the memory.
 */
final class Numbers {

    private Numbers() {}

    /** A whole number that is written with an exponent, such as 1.5E3, with its digits; any other value as it is. */
    static JsonNode plain(JsonNode value) {
        if (!value.isBigDecimal() || value.decimalValue().scale() >= 0) {
            return value;
        }
        return isBounded(value.decimalValue()) ? whole(value.decimalValue()) : value;
    }

    /** The whole number that a value is; null if it is none. */
    static @Nullable JsonNode integer(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value;
        }
        BigDecimal number = number(value);
        if (number == null || !isBounded(number) || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        return whole(number);
    }

    /** The number that a value is; null if it is none. */
    static @Nullable JsonNode decimal(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value;
        }
        BigDecimal number = number(value);
        if (number == null || !isBounded(number)) {
            return null;
        }
        if (number.scale() < 0) {
            return whole(number);
        }
        return value.isNumber() ? value : DecimalNode.valueOf(number);
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isTextual() ? parse(value.textValue()) : null;
    }

    /** Takes the digits of ASCII alone, where the JDK would take those of every script. */
    private static @Nullable BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > Json.MAX_NUMBER_LENGTH) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether the digits before the point, and those behind it with a zero before it, are few enough to be read again. */
    private static boolean isBounded(BigDecimal number) {
        return number.precision() - (long) number.scale() <= Json.MAX_NUMBER_LENGTH
                && number.scale() < Json.MAX_NUMBER_LENGTH;
    }

    private static JsonNode whole(BigDecimal number) {
        BigInteger digits = number.toBigIntegerExact();
        if (digits.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(digits.intValue());
        }
        return digits.bitLength() < Long.SIZE ? LongNode.valueOf(digits.longValue()) : BigIntegerNode.valueOf(digits);
    }
}
