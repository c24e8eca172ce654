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

/**
 * Orders: some with late updates, a second end, updates out of order, or a large total.
 *
 * @param alertAbove the total above which an order is large
 */
record Orders(BigDecimal alertAbove) implements EventType {

    private static final Map<String, Integer> RANKS =
            Map.of("created", 0, "updated", 1, "fulfilled", 2, "cancelled", 2);
    private static final int LAST = 2;

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String entityField() {
        return "order_id";
    }

    @Override
    public List<ObjectNode> story(int number, SplittableRandom random) {
        Story story = new Story(entityField(), "order", number);
        boolean isLarge = number % 10 == 9;
        BigDecimal total = isLarge
                ? alertAbove.multiply(BigDecimal.valueOf(2)).add(new BigDecimal("0.50"))
                : alertAbove
                        .multiply(BigDecimal.valueOf(random.nextInt(1, 99)))
                        .movePointLeft(2)
                        .setScale(2);
        created(story, total, number);
        switch (number % 10) {
            case 1 -> {
                change(story.event(), "updated", number);
                change(story.event(), "fulfilled", number);
                total(change(story.event(1.5), "updated", number), total.add(BigDecimal.ONE), number);
            }
            case 3 -> {
                change(story.event(), "fulfilled", number);
                change(story.event(), "cancelled", number);
                change(story.event(), "fulfilled", number);
            }
            case 5 -> {
                total(change(story.event(3), "updated", number), total, number);
                total(change(story.event(1), "updated", number), total.add(BigDecimal.TEN), number);
                change(story.event(5), "cancelled", number);
            }
            case 7 -> total(change(story.event(), "updated", number), alertAbove.add(new BigDecimal("0.01")), number);
            default -> {
                for (int i = random.nextInt(3); i > 0; i--) {
                    change(story.event(), "updated", number);
                }
                change(story.event(), random.nextInt(4) == 0 ? "cancelled" : "fulfilled", number);
            }
        }
        return story.events();
    }

    private static void created(Story story, BigDecimal total, int number) {
        ObjectNode event = total(change(story.event(), "created", number), total, number);
        event.putArray("items")
                .addObject()
                .put("product_id", "product-" + number)
                .put("quantity", 2);
    }

    private static ObjectNode change(ObjectNode event, String type, int number) {
        return event.put("customer_id", "customer-" + number % 50).put("type", type);
    }

    /** As a number, or as text. */
    private static ObjectNode total(ObjectNode event, BigDecimal total, int number) {
        event.put("currency", "EUR");
        return number % 2 == 0
                ? event.set("total_amount", DecimalNode.valueOf(total))
                : event.put("total_amount", total.toPlainString());
    }

    @Override
    public List<Consumer<ObjectNode>> defects() {
        return List.of(
                event -> event.put("total_amount", "a lot").put("currency", "EUR"),
                event -> event.put("total_amount", -5).put("currency", "EUR"),
                event -> event.put("timestamp", "2026-02-30T10:00:00Z"),
                event -> event.remove("customer_id"),
                event -> event.put("type", "shipped"));
    }

    @Override
    public String amount(JsonNode event) {
        return event.path("total_amount").asText();
    }

    @Override
    public EntityModel entity() {
        return new Order();
    }

    /** A place in an order's life. */
    private record Step(String status, String at) {

        int rank() {
            return RANKS.getOrDefault(status, 0);
        }

        boolean isBefore(Step other) {
            // All times of the demo have the same form, so that their texts are in their order.
            return rank() < other.rank() || (rank() == other.rank() && at.compareTo(other.at) < 0);
        }
    }

    private final class Order implements EntityModel {

        private final Map<String, String> item = new HashMap<>();
        private final List<Step> moves = new ArrayList<>();
        private final List<Step> totals = new ArrayList<>();
        private boolean isLarge;

        @Override
        public Fate take(JsonNode event) {
            Step step = new Step(
                    event.path("type").asText(), event.path("timestamp").asText());
            if (step.rank() == LAST && moves.stream().anyMatch(move -> move.rank() == LAST)) {
                boolean isOther = !step.status().equals(item.get("status"));
                return new Fate(EventKind.LATE, isOther ? List.of("ended_otherwise") : List.of(), List.of());
            }
            boolean isLate = moves.stream().anyMatch(step::isBefore);
            if (!isLate) {
                moves.add(step);
                item.put("status", step.status());
                item.put("statusTimestamp", step.at());
                item.put("customerId", event.path("customer_id").asText());
            }
            List<String> flags = takeTotal(event, step) ? List.of("large_order") : List.of();
            return new Fate(isLate ? EventKind.LATE : EventKind.APPLIED, flags, flags);
        }

        /** Takes the total, if the event has one that is the latest; whether it first makes the order a large one. */
        private boolean takeTotal(JsonNode event, Step step) {
            if (!event.has("total_amount") || totals.stream().anyMatch(step::isBefore)) {
                return false;
            }
            totals.add(step);
            BigDecimal total = Decimal.of(event.path("total_amount"));
            item.put("totalAmount", Decimal.text(total));
            item.put("currency", event.path("currency").asText());
            boolean isFirst = !isLarge && total.compareTo(alertAbove) > 0;
            isLarge |= isFirst;
            return isFirst;
        }

        @Override
        public Map<String, Map<String, String>> items() {
            return item.isEmpty() ? Map.of() : Map.of("order", item);
        }
    }
}
