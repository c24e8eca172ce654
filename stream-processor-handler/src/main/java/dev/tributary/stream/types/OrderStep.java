package dev.tributary.stream.types;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order's history, by which its events are put in order however they arrive.
 *
 * @param status the step
 * @param at the latest timestamp of this step, or null if no event of it stated one; text, since it is hardly ever compared
 */
record OrderStep(OrderStatus status, @Nullable String at) {

    /** The step that an item names, or null if it names none. */
    static @Nullable OrderStep of(Attributes item, String statusName, String timestampName) {
        String status = item.text(statusName);
        return status == null ? null : new OrderStep(OrderStatus.of(status), item.text(timestampName));
    }

    void put(Attributes item, String statusName, String timestampName) {
        item.set(statusName, status.text()).set(timestampName, at);
    }

    /** Whether another one is known to come later: a later step, or the same with a later timestamp. */
    boolean isBefore(@Nullable OrderStep other) {
        if (other == null || status.rank() != other.status.rank()) {
            return other != null && status.rank() < other.status.rank();
        }
        return at != null && other.at != null && Instant.parse(at).isBefore(Instant.parse(other.at));
    }

    /** This step behind the one before, whose timestamp stays known if this is the same step and has none. */
    OrderStep behind(@Nullable OrderStep before) {
        return at == null && before != null && before.status == status ? before : this;
    }
}
