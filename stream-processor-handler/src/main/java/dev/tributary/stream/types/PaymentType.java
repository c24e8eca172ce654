package dev.tributary.stream.types;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens to a payment. */
enum PaymentType {
    INITIATED,
    AUTHORIZED,
    CAPTURED,
    REFUNDED,
    FAILED;

    private static final Map<String, PaymentType> BY_TEXT =
            Stream.of(values()).collect(Collectors.toMap(PaymentType::text, value -> value));

    private final String text = name().toLowerCase(Locale.ROOT);

    static PaymentType of(String text) {
        return Objects.requireNonNull(BY_TEXT.get(text), text);
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
