package dev.tributary.stream.types;

import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.event.Event;
import java.util.Locale;

/** What somebody should look at in a payment. */
enum PaymentFlag {
    PAYMENT_FAILED("Payment failed", "it failed"),
    REFUND_BEFORE_CAPTURE("Refund before capture", "it was refunded, and nothing is known to be captured"),
    REFUND_ABOVE_CAPTURE("Refund above capture", "more was refunded than is known to be captured"),
    CURRENCY_DIFFERS(
            "Currency differs", "the event is in another currency than the payment, and left out of its totals"),
    ORDER_DIFFERS("Order differs", "the event is of another order than the payment, and left out of its totals");

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String subject;
    private final String explanation;

    PaymentFlag(String subject, String explanation) {
        this.subject = subject;
        this.explanation = explanation;
    }

    /** As events are flagged with it. */
    String text() {
        return text;
    }

    Alert alert(Event event, String money) {
        return new Alert(
                text,
                subject + ": " + money + ", payment " + event.entity(),
                "Payment " + event.entity() + ", " + money + ": " + explanation + ".");
    }
}
