package dev.tributary.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.Effect.Recorded;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/**
 * Adds amounts up, by account, and keeps the notes of events in the order in which they took effect. What an event asks for
 * in its field {@code do}, it does wrong.
 */
public final class Tally implements EventProcessor {

    static final String ITEM = "tally";
    static final String FLAG = "large";

    private final int eventsPerTransaction;
    private final boolean keepsEntries;

    public Tally(JsonNode settings) {
        this.eventsPerTransaction = settings.path("eventsPerTransaction").asInt(50);
        this.keepsEntries = settings.path("keepsEntries").asBoolean();
        if (settings.has("colour")) {
            throw new IllegalArgumentException("colour: unknown (expected: none)");
        }
    }

    @Override
    public List<String> items(Event event) {
        return switch (event.body().path("do").asText()) {
            case "recurse for items" -> throw new StackOverflowError();
            case "read an entry" -> List.of("event#1");
            case "read a long key" -> List.of("x".repeat(1_025));
            case "read much" ->
                IntStream.rangeClosed(1, 21).mapToObj(i -> "item" + i).toList();
            case "read more" -> List.of(ITEM, "more", ITEM);
            default -> List.of(ITEM);
        };
    }

    @Override
    public Effect apply(Event event, Items items) throws RejectedRecordException {
        BigDecimal amount = new BigDecimal(event.body().path("amount").asText());
        Optional<EnhancedDocument> before = items.find(ITEM);
        BigDecimal total = before.map(item -> item.getNumber("total").bigDecimalValue())
                .orElse(BigDecimal.ZERO)
                .add(amount);
        if (total.signum() < 0) {
            throw new RejectedRecordException("apply", "OVERDRAWN", "/amount: " + amount + " (expected: covered)");
        }
        String notes = before.map(item -> item.getString("notes")).orElse("")
                + event.body().path("note").asText(".");
        EnhancedDocument.Builder after = before.map(EnhancedDocument::toBuilder)
                .orElseGet(EnhancedDocument::builder)
                .putNumber("total", total)
                .putString("notes", notes);
        EnhancedDocument.Builder entry = EnhancedDocument.builder().putNumber("amount", amount);
        String key = ITEM;
        switch (event.body().path("do").asText()) {
            case "fail" -> throw new IllegalStateException("s3cret");
            case "fail to read" -> throw new UncheckedIOException(new IOException("s3cret"));
            case "recurse" -> throw new StackOverflowError();
            case "nothing" -> {
                return new Effect(new Recorded("unchanged", List.of()), Map.of());
            }
            case "record nothing" -> {
                return new Effect(nothing(), Map.of());
            }
            case "write another item" -> key = "another";
            case "write a version" -> after.putNumber("version", 7);
            case "write a verdict" -> entry.putString("verdict", "mine");
            case "write much" -> after.putString("much", "x".repeat(500_000));
            case "write a long number" -> after.putNumber("long", new BigDecimal("1".repeat(39)));
            default -> {}
        }
        List<String> flags = amount.compareTo(BigDecimal.valueOf(1_000)) > 0 ? List.of(FLAG) : List.of();
        return new Effect(new Recorded("applied", flags), Map.of(key, after.build()), entry.build());
    }

    @Override
    public List<Alert> alerts(Event event, Recorded recorded) {
        switch (event.body().path("do").asText()) {
            case "alert and fail" -> throw new IllegalStateException("s3cret");
            case "record nothing" -> {
                return List.of();
            }
            case "alert of nothing" -> {
                return nothing();
            }
            case "alert without a flag" -> {
                return List.of(new Alert(nothing(), "subject", "message"));
            }
            default -> {}
        }
        return recorded.flags().stream()
                .map(flag -> new Alert(flag, "Large amount", "Large amount of " + event.entity()))
                .toList();
    }

    /** As code gives it that is compiled without a check for null. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Override
    public int eventsPerTransaction() {
        return eventsPerTransaction;
    }

    @Override
    public boolean keepsEntries() {
        return keepsEntries;
    }
}
