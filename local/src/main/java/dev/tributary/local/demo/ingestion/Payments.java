package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.EventKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Payments: some failed, some refunded in parts, before or above their capture, some in two currencies. */
record Payments() implements EventType {

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public String entityField() {
        return "payment_id";
    }

    @Override
    public List<ObjectNode> story(int number, SplittableRandom random) {
        Story story = new Story(entityField(), "payment", number);
        BigDecimal amount =
                new BigDecimal(random.nextInt(100, 100_000)).movePointLeft(2).setScale(2);
        BigDecimal half = new BigDecimal("0.50");
        event(story, "initiated", number, amount);
        switch (number % 10) {
            case 1 -> event(story, "failed", number).put("reason", "card_declined");
            case 2 -> event(story, "failed", number, amount).put("reason", "expired_card");
            case 3 -> {
                event(story, "refunded", number, amount);
                event(story, "captured", number, amount);
            }
            case 5 -> {
                event(story, "captured", number, amount);
                event(story, "refunded", number, half);
                event(story, "refunded", number, half);
            }
            case 7 -> {
                event(story, "captured", number, amount);
                event(story, "refunded", number, amount);
                event(story, "refunded", number, half);
            }
            case 9 -> {
                event(story, "captured", number, amount);
                event(story, "captured", number, amount).put("currency", "USD");
            }
            default -> {
                event(story, "authorized", number, amount);
                event(story, "captured", number, amount.subtract(half));
                event(story, "captured", number, half);
            }
        }
        return story.events();
    }

    private static ObjectNode event(Story story, String type, int number) {
        return story.event().put("order_id", "order-of-" + number).put("type", type);
    }

    /** With the amount as a number, or as text. */
    private static ObjectNode event(Story story, String type, int number, BigDecimal amount) {
        ObjectNode event = event(story, type, number).put("currency", "EUR");
        return number % 3 == 0
                ? event.put("amount", amount.toPlainString())
                : event.set("amount", DecimalNode.valueOf(amount));
    }

    @Override
    public List<Consumer<ObjectNode>> defects() {
        return List.of(
                event -> event.put("type", "captured").put("amount", "ten"),
                event -> event.put("type", "refunded").put("amount", -1),
                event -> event.put("timestamp", "yesterday"),
                event -> event.remove("order_id"),
                event -> event.put("type", "authorized").remove("amount"));
    }

    @Override
    public String amount(JsonNode event) {
        return event.path("amount").asText();
    }

    @Override
    public Map<String, String> entry(JsonNode event) {
        Map<String, String> entry = new HashMap<>();
        entry.put("paymentType", event.path("type").asText());
        if (event.has("amount")) {
            entry.put("amount", amount(event));
        }
        return entry;
    }

    @Override
    public EntityModel entity() {
        return new Payment();
    }

    private static final class Payment implements EntityModel {

        private final Map<String, BigDecimal> sums = new HashMap<>();
        private String currency = "";

        @Override
        public Fate take(JsonNode event) {
            String type = event.path("type").asText();
            List<String> flags = new ArrayList<>();
            String named = event.path("currency").asText();
            boolean isApart = !named.isEmpty() && !currency.isEmpty() && !named.equals(currency);
            if (isApart) {
                flags.add("currency_differs");
                add("setApartCount", BigDecimal.ONE);
            } else {
                currency = named.isEmpty() ? currency : named;
                add(type + "Count", BigDecimal.ONE);
                if (List.of("authorized", "captured", "refunded").contains(type)) {
                    add(type, Decimal.of(event.path("amount")));
                }
            }
            if (type.equals("failed")) {
                flags.add("payment_failed");
            } else if (type.equals("refunded") && !isApart) {
                int captured = sum("captured").compareTo(sum("refunded"));
                if (sum("captured").signum() == 0) {
                    flags.add("refund_before_capture");
                } else if (captured < 0) {
                    flags.add("refund_above_capture");
                }
            }
            return new Fate(isApart ? EventKind.SET_APART : EventKind.APPLIED, flags, flags);
        }

        private BigDecimal sum(String name) {
            return sums.getOrDefault(name, BigDecimal.ZERO);
        }

        private void add(String name, BigDecimal amount) {
            sums.merge(name, amount, BigDecimal::add);
        }

        @Override
        public Map<String, Map<String, String>> items() {
            Map<String, String> item = new HashMap<>();
            sums.forEach((name, sum) -> item.put(name, Decimal.text(sum)));
            if (!currency.isEmpty()) {
                item.put("currency", currency);
            }
            return item.isEmpty() ? Map.of() : Map.of("payment", item);
        }
    }
}
