package dev.tributary.stream.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money, which come as a number or as text. The schemas bound them to 15 digits before the point and 6 behind it, so
 * that no sum of theirs comes near the 38 digits that DynamoDB holds.
 */
final class Amounts {

    private Amounts() {}

    /** The decimal with the digits that it came with, or null if there is none. */
    static @Nullable BigDecimal read(JsonNode node) {
        if (node.isTextual()) {
            return new BigDecimal(node.textValue());
        }
        return node.isNumber() ? node.decimalValue() : null;
    }

    /** The amount as a person reads it: {@code 12.50 USD}. */
    static String inWords(BigDecimal amount, @Nullable String currency) {
        return amount.toPlainString() + (currency == null ? " (no currency named)" : " " + currency);
    }
}
