package dev.tributary.stream.types;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of type {@code orders}: where the order stands, in the item {@code order}.
 *
 * <p>An order is created, updated any number of times, and then fulfilled or cancelled; it never goes back. Updates are in the
 * order of their timestamps; one without a timestamp is behind those that arrived before it. An event that comes behind a later
 * one is {@code late}: the order stays where it is, and the event's total is taken only if no later event named one. Of two ends
 * the first one stays, and another kind of end is flagged.
 */
public final class Orders implements EventProcessor {

    /** The flag of the event that first makes an order's total larger than the setting. */
    static final String LARGE_ORDER = "large_order";

    /** The flag of an end that comes behind an end of the other kind. */
    static final String ENDED_OTHERWISE = "ended_otherwise";

    private static final String ALERT_ABOVE = "alertAbove";
    private static final BigDecimal DEFAULT_ALERT_ABOVE = new BigDecimal(1_000);

    private static final String ORDER = "order";
    private static final String STATUS = "status";
    private static final String STATUS_TIMESTAMP = "statusTimestamp";
    private static final String TOTAL_STATUS = "totalStatus";
    private static final String TOTAL_TIMESTAMP = "totalTimestamp";
    private static final String CREATED_AT = "createdAt";
    private static final String LARGE_SINCE = "largeSince";

    private final BigDecimal alertAbove;

    /**
     * Reads {@code {"alertAbove": 1000}}.
     *
     * @param settings an object; without the amount, 1,000 of whatever currency counts
     * @throws IllegalArgumentException if there is anything else, with what was expected
     */
    public Orders(JsonNode settings) {
        for (Iterator<String> names = settings.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals(ALERT_ABOVE)) {
                throw new IllegalArgumentException(name + ": unknown (expected: " + ALERT_ABOVE + ")");
            }
        }
        this.alertAbove = settings.has(ALERT_ABOVE) ? alertAbove(settings.get(ALERT_ABOVE)) : DEFAULT_ALERT_ABOVE;
    }

    @Override
    public List<String> items(Event event) {
        return List.of(ORDER);
    }

    @Override
    public Effect apply(Event event, Items items) {
        EventTime time = EventTime.of(event);
        Attributes order = new Attributes(items.find(ORDER));
        OrderStep now = OrderStep.of(order, STATUS, STATUS_TIMESTAMP);
        String happened = time.orReceived().toString();
        OrderStep step = new OrderStep(
                OrderStatus.of(event.body().path("type").textValue()), time.stated() == null ? null : happened);
        List<String> flags = new ArrayList<>(time.flags());

        if (now != null && now.status().isEnd() && step.status().isEnd()) {
            if (now.status() != step.status()) {
                flags.add(ENDED_OTHERWISE);
            }
            return new Effect(new Effect.Recorded(Verdicts.LATE, flags), Map.of());
        }
        boolean late = step.isBefore(now);
        if (!late) {
            step.behind(now).put(order, STATUS, STATUS_TIMESTAMP);
            order.set("customerId", event.body().path("customer_id").textValue())
                    .set("changedAt", happened);
        }
        if (step.status() == OrderStatus.CREATED && order.text(CREATED_AT) == null) {
            order.set(CREATED_AT, happened);
        }
        if (takeTotal(event, step, order) && order.text(LARGE_SINCE) == null) {
            order.set(LARGE_SINCE, happened);
            flags.add(LARGE_ORDER);
        }
        String verdict = late ? Verdicts.LATE : Verdicts.APPLIED;
        return new Effect(new Effect.Recorded(verdict, flags), Map.of(ORDER, order.toDocument()));
    }

    @Override
    public List<Alert> alerts(Event event, Effect.Recorded recorded) {
        BigDecimal total = recorded.flags().contains(LARGE_ORDER) ? total(event) : null;
        if (total == null) {
            return List.of();
        }
        String amount = Amounts.inWords(total, currency(event));
        return List.of(new Alert(
                LARGE_ORDER,
                "Large order: " + amount + ", order " + event.entity(),
                "Order " + event.entity() + " comes to " + amount + ", above " + alertAbove.toPlainString() + "."));
    }

    /** Takes the event's total if it is the latest that an event named; whether it was, and is large. */
    private boolean takeTotal(Event event, OrderStep step, Attributes order) {
        BigDecimal total = total(event);
        OrderStep known = OrderStep.of(order, TOTAL_STATUS, TOTAL_TIMESTAMP);
        if (total == null || step.isBefore(known)) {
            return false;
        }
        step.behind(known).put(order, TOTAL_STATUS, TOTAL_TIMESTAMP);
        order.set("totalAmount", total).set("currency", currency(event));
        return total.compareTo(alertAbove) > 0;
    }

    private static @Nullable BigDecimal total(Event event) {
        return Amounts.read(event.body().path("total_amount"));
    }

    private static @Nullable String currency(Event event) {
        return event.body().path("currency").textValue();
    }

    private static BigDecimal alertAbove(JsonNode setting) {
        try {
            BigDecimal amount = Amounts.read(setting);
            if (amount != null && amount.signum() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Text that is no number: told below.
        }
        throw new IllegalArgumentException(
                ALERT_ABOVE + ": " + Json.writeAscii(setting) + " (expected: a decimal of 0 or more, such as 1000)");
    }
}
