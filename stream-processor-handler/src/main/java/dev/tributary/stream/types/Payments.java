package dev.tributary.stream.types;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/**
 * Events of type {@code payments}: a ledger entry each, which stays, and in the item {@code payment} how much was authorized,
 * captured and refunded, and how often.
 *
 * <p>Every event is recorded and counted, also what should not be: a refund above its capture is money that left. Only an event
 * of another order, or in another currency, than the payment's first is {@code set_apart}: it cannot be summed with the others.
 * An event without a currency is in the payment's. Sums do not depend on the order of arrival; flags do.
 */
public final class Payments implements EventProcessor {

    private static final String PAYMENT = "payment";
    private static final String TYPE = "type";
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";
    private static final String ORDER_ID = "orderId";
    private static final String LAST_TYPE = "lastType";
    private static final String LAST_TIMESTAMP = "lastTimestamp";

    @Override
    public List<String> items(Event event) {
        return List.of(PAYMENT);
    }

    @Override
    public Effect apply(Event event, Items items) {
        EventTime time = EventTime.of(event);
        Attributes payment = new Attributes(items.find(PAYMENT));
        List<String> flags = new ArrayList<>(time.flags());
        boolean apart = differs(event, payment, flags);
        PaymentType type = PaymentType.of(event.body().path(TYPE).textValue());
        if (type == PaymentType.FAILED) {
            flags.add(PaymentFlag.PAYMENT_FAILED.text());
        }
        if (apart) {
            payment.count("setApartCount");
        } else {
            sum(type, amount(event), payment, flags);
            follow(type, time.stated(), payment);
        }
        return new Effect(
                new Effect.Recorded(apart ? Verdicts.SET_APART : Verdicts.APPLIED, flags),
                Map.of(PAYMENT, payment.toDocument()),
                entry(event.body()));
    }

    @Override
    public List<Alert> alerts(Event event, Effect.Recorded recorded) {
        return Stream.of(PaymentFlag.values())
                .filter(flag -> recorded.flags().contains(flag.text()))
                .map(flag -> flag.alert(event, money(event)))
                .toList();
    }

    /** One: what a transaction writes is one event's entry and the totals that it leads to. */
    @Override
    public int eventsPerTransaction() {
        return 1;
    }

    @Override
    public boolean keepsEntries() {
        return true;
    }

    /** Whether the event is not of the payment's order and currency, which the first event that names one decides. */
    private static boolean differs(Event event, Attributes payment, List<String> flags) {
        int before = flags.size();
        if (isOther(payment.text(ORDER_ID), event.body().path("order_id").textValue())) {
            flags.add(PaymentFlag.ORDER_DIFFERS.text());
        }
        if (isOther(payment.text(CURRENCY), event.body().path(CURRENCY).textValue())) {
            flags.add(PaymentFlag.CURRENCY_DIFFERS.text());
        }
        if (flags.size() > before) {
            return true;
        }
        payment.set(ORDER_ID, event.body().path("order_id").textValue());
        if (event.body().has(CURRENCY)) {
            payment.set(CURRENCY, event.body().path(CURRENCY).textValue());
        }
        return false;
    }

    private static boolean isOther(@Nullable String known, @Nullable String named) {
        return known != null && named != null && !known.equals(named);
    }

    private static void sum(PaymentType type, @Nullable BigDecimal amount, Attributes payment, List<String> flags) {
        payment.count(type.text() + "Count");
        if (!type.isSummed() || amount == null) {
            return;
        }
        payment.add(type.text(), amount);
        BigDecimal captured = payment.number(PaymentType.CAPTURED.text());
        if (type == PaymentType.REFUNDED && captured.signum() == 0) {
            flags.add(PaymentFlag.REFUND_BEFORE_CAPTURE.text());
        } else if (type == PaymentType.REFUNDED && payment.number(type.text()).compareTo(captured) > 0) {
            flags.add(PaymentFlag.REFUND_ABOVE_CAPTURE.text());
        }
    }

    /** Keeps the type of the last event: by timestamp where both have one, else by arrival. */
    private static void follow(PaymentType type, @Nullable Instant stated, Attributes payment) {
        Instant last = payment.time(LAST_TIMESTAMP);
        if (stated != null && last != null && stated.isBefore(last)) {
            return;
        }
        payment.set(LAST_TYPE, type.text());
        if (stated != null) {
            payment.set(LAST_TIMESTAMP, stated);
        }
    }

    /** What the ledger holds; the amount as text, since a number would lose the zeros at its end. */
    private static EnhancedDocument entry(ObjectNode body) {
        BigDecimal amount = Amounts.read(body.path(AMOUNT));
        return new Attributes()
                .set("paymentType", body.path(TYPE).textValue())
                .set(AMOUNT, amount == null ? null : amount.toPlainString())
                .set(CURRENCY, body.path(CURRENCY).textValue())
                .set("timestamp", body.path("timestamp").textValue())
                .set(ORDER_ID, body.path("order_id").textValue())
                .toDocument();
    }

    private static String money(Event event) {
        BigDecimal amount = amount(event);
        return amount == null
                ? "no amount named"
                : Amounts.inWords(amount, event.body().path(CURRENCY).textValue());
    }

    private static @Nullable BigDecimal amount(Event event) {
        return Amounts.read(event.body().path(AMOUNT));
    }
}
