package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.tributary.local.demo.account.EventKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Orders of products, joined with the products' descriptions and given their total value.
 *
 * @param products the template's own, by product; without the key
 */
record ProductEvents(Map<String, JsonNode> products) implements EventModel {

    private static final List<String> KNOWN_PRODUCTS = List.of("PROD-001", "PROD-002", "PROD-003");
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @Override
    public Map<EventKind, Integer> shares() {
        return Map.of(EventKind.UNKNOWN, 10, EventKind.KEYLESS, 2, EventKind.MALFORMED, 2, EventKind.NOT_A_NUMBER, 2);
    }

    @Override
    public String key(EventKind kind, SplittableRandom random) {
        return kind == EventKind.UNKNOWN
                ? String.format(Locale.ROOT, "PROD-9%02d", random.nextInt(100))
                : KNOWN_PRODUCTS.get(random.nextInt(KNOWN_PRODUCTS.size()));
    }

    @Override
    public String json(EventKind kind, String key, int number, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "{\"eventId\":\"test-%07d\",%s\"quantity\":%s,\"timestamp\":\"%s\"}",
                number,
                kind == EventKind.KEYLESS ? "" : "\"productId\":\"" + key + "\",",
                kind == EventKind.NOT_A_NUMBER ? "\"a dozen\"" : quantity(random),
                START.plusMillis(number * 7L));
    }

    /** Pieces, weights, and numbers that come as text, which must be taken all the same. */
    private static String quantity(SplittableRandom random) {
        int pieces = random.nextInt(1, 100);
        return switch (random.nextInt(10)) {
            case 0 -> pieces + ".125";
            case 1 -> "\"" + pieces + "\"";
            default -> Integer.toString(pieces);
        };
    }

    @Override
    public String source() {
        return "product";
    }

    @Override
    public Map<String, JsonNode> additions(JsonNode event) {
        JsonNode product = products.get(event.path("productId").asText());
        if (product == null) {
            return Map.of();
        }
        Map<String, JsonNode> additions = new HashMap<>();
        product.properties().forEach(field -> additions.put(field.getKey(), field.getValue()));
        additions.put(
                "totalValue",
                DecimalNode.valueOf(number(event.path("quantity")).multiply(number(product.path("price")))));
        return additions;
    }

    private static BigDecimal number(JsonNode value) {
        return new BigDecimal(value.asText());
    }
}
