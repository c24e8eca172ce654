package dev.tributary.stream.types;

import java.util.Locale;

/** What happens to a payment. */
enum PaymentType {
    INITIATED,
    AUTHORIZED,
    CAPTURED,
    REFUNDED,
    FAILED;

    private final String text = name().toLowerCase(Locale.ROOT);

    static PaymentType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Whether amounts of it are summed up. */
    boolean isSummed() {
        return this == AUTHORIZED || this == CAPTURED || this == REFUNDED;
    }

    /** As events and items have it. */
    String text() {
        return text;
    }
}
