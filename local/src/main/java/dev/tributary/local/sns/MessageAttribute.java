package dev.tributary.local.sns;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Set;

/**
 * An attribute of a message.
 *
 * @param value in base64 if it is binary
 */
record MessageAttribute(String type, String value) {

    static final String BINARY = "Binary";
    static final String NUMBER = "Number";
    /** A list of texts, numbers, true, false and null, in JSON. */
    static final String LIST = "String.Array";

    private static final Set<String> TYPES = Set.of("String", LIST, NUMBER, BINARY);

    /** Reads an attribute, and checks it as the developer guide says. */
    static MessageAttribute read(String name, Request value) {
        if (!name.matches("(?!(?i:aws|amazon)\\.)(?!\\.)(?!.*\\.\\.)(?!.*\\.$)[A-Za-z0-9_.-]{1,256}")) {
            throw SnsException.invalidValue(
                    "Message attribute name: %s (expected: 1-256 of A-Z, a-z, 0-9, _, - and . between others)"
                            .formatted(name));
        }
        String type = value.string("DataType");
        String text = value.optional(type.equals(BINARY) ? "BinaryValue" : "StringValue");
        if (!TYPES.contains(type)) {
            throw refusal(name, "DataType: " + type, "String, String.Array, Number or Binary");
        }
        if (text == null || text.isEmpty()) {
            throw refusal(name, "no value", "one of type " + type);
        }
        if (type.equals(NUMBER) && !isNumber(text)) {
            throw refusal(name, text, "a number");
        }
        if (type.equals(BINARY) && !isBase64(text)) {
            throw refusal(name, text, "base64");
        }
        return new MessageAttribute(type, text);
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text).precision() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static SnsException refusal(String name, String found, String expected) {
        return SnsException.invalidValue("Message attribute %s: %s (expected: %s)".formatted(name, found, expected));
    }
}
