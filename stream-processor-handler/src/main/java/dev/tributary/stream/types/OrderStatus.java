package dev.tributary.stream.types;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far an order has come; also the types of its events. */
enum OrderStatus {
    CREATED(0),
    UPDATED(1),
    FULFILLED(2),
    CANCELLED(2);

    private final int rank;
    private static final Map<String, OrderStatus> BY_TEXT =
            Stream.of(values()).collect(Collectors.toMap(OrderStatus::text, value -> value));

    private final String text = name().toLowerCase(Locale.ROOT);

    OrderStatus(int rank) {
        this.rank = rank;
    }

    static OrderStatus of(String text) {
        return Objects.requireNonNull(BY_TEXT.get(text), text);
    }

    /** Grows on the way, and never shrinks. */
    int rank() {
        return rank;
    }

    /** Whether nothing comes behind it. */
    boolean isEnd() {
        return rank == FULFILLED.rank;
    }

    /** As events and items have it. */
    String text() {
        return text;
    }
}
