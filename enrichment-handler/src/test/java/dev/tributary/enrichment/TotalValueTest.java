package dev.tributary.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Orders joined with products and given a total: by settings, without a line of code. */
class TotalValueTest {

    private final HandlerFixture fixture = new HandlerFixture(Map.of(
            "ENRICHMENT_SOURCES", """
                    [{"name": "product", "table": "products", "key": {"productId": "/productId"},
                      "attributes": ["productName", "category", "price", "description", "manufacturer"], "into": ""}]""",
            "DERIVED_FIELDS", """
                    [{"field": "totalValue", "multiply": ["/quantity", "/price"]}]"""));

    @BeforeEach
    void addProducts() {
        fixture.dynamoDb.table("products", "productId", ScalarAttributeType.S);
        add("PROD-001", "Smart Sensor", "IoT Devices", AttributeValue.fromN("49.99"), "TechCorp");
        add("PROD-002", "Temperature Monitor", "IoT Devices", AttributeValue.fromS("79.99"), "SensorTech");
        add("PROD-003", "Pressure Gauge", "Industrial Equipment", AttributeValue.fromS("on request"), "IndustrialSys");
    }

    @Test
    void shouldAddTheProductAndTheTotal() {
        JsonNode event = fixture.enrich(order("PROD-001", "5"));

        Map<String, String> texts = new HashMap<>();
        event.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().toString()));
        assertThat(texts)
                .containsEntry("eventId", "\"test-001\"")
                .containsEntry("productName", "\"Smart Sensor\"")
                .containsEntry("category", "\"IoT Devices\"")
                .containsEntry("price", "49.99")
                .containsEntry("description", "\"Smart Sensor by TechCorp\"")
                .containsEntry("manufacturer", "\"TechCorp\"")
                .containsEntry("totalValue", "249.95");
        assertThat(event.at("/enrichment/status").textValue()).isEqualTo("enriched");
    }

    @Test
    void shouldMultiplyAPriceThatIsStoredAsText() {
        JsonNode event = fixture.enrich(order("PROD-002", "3"));

        assertThat(event.path("price").textValue()).isEqualTo("79.99");
        assertThat(event.path("totalValue").toString()).isEqualTo("239.97");
    }

    @Test
    void shouldWriteNoTotalWithoutAPrice() {
        JsonNode event = fixture.enrich(order("PROD-999", "3"));

        assertThat(event.has("totalValue")).isFalse();
        assertThat(event.at("/enrichment/status").textValue()).isEqualTo("not_enriched");
    }

    @Test
    void shouldSetAsideWhatCannotBeMultiplied() {
        assertThat(fixture.rejection(order("PROD-003", "1")))
                .startsWith("derive/INVALID_NUMBER: /price: a JSON string")
                .contains("totalValue")
                .doesNotContain("on request");
    }

    private static String order(String product, String quantity) {
        return "{\"eventId\":\"test-001\",\"productId\":\"" + product + "\",\"quantity\":" + quantity
                + ",\"timestamp\":\"2026-03-04T05:06:07Z\"}";
    }

    private void add(String id, String name, String category, AttributeValue price, String manufacturer) {
        fixture.dynamoDb.item(
                "products",
                Map.of(
                        "productId", AttributeValue.fromS(id),
                        "productName", AttributeValue.fromS(name),
                        "category", AttributeValue.fromS(category),
                        "price", price,
                        "description", AttributeValue.fromS(name + " by " + manufacturer),
                        "manufacturer", AttributeValue.fromS(manufacturer)));
    }
}
