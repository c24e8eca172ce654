package dev.tributary.scenarios;

import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/** What a type of event that somebody adds may do: counts the reminders of an invoice, and tells of each from the third on. */
public final class Invoices implements EventProcessor {

    private static final String INVOICE = "invoice";
    private static final String REMINDERS = "reminders";
    private static final String REMINDED_OFTEN = "reminded_often";
    private static final int OFTEN = 3;

    @Override
    public List<String> items(Event event) {
        return List.of(INVOICE);
    }

    @Override
    public Effect apply(Event event, Items items) {
        int before = items.find(INVOICE)
                .map(invoice -> invoice.getNumber(REMINDERS).intValue())
                .orElse(0);
        int reminders = before + (event.body().path("type").asText().equals("reminded") ? 1 : 0);
        List<String> flags = reminders > before && reminders >= OFTEN ? List.of(REMINDED_OFTEN) : List.of();
        EnhancedDocument invoice =
                EnhancedDocument.builder().putNumber(REMINDERS, reminders).build();
        return new Effect(new Effect.Recorded("applied", flags), Map.of(INVOICE, invoice));
    }

    @Override
    public List<Alert> alerts(Event event, Effect.Recorded recorded) {
        return recorded.flags().stream()
                .map(flag -> new Alert(flag, "Unpaid invoice", "Invoice " + event.entity() + " is still unpaid."))
                .toList();
    }
}
