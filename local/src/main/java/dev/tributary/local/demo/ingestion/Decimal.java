package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Amounts, which come as numbers and as text. */
final class Decimal {

    private Decimal() {}

    static BigDecimal of(JsonNode amount) {
        return new BigDecimal(amount.asText());
    }

    /** The same text for the same value. */
    static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
