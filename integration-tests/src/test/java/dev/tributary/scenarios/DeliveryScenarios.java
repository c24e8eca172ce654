package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.LakeObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What good events become that go through the pipe, and what it costs. */
abstract class DeliveryScenarios extends Scenarios {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern(
                    "'enriched-data/product-events/year='yyyy'/month='MM'/day='dd'/hour='HH'/'")
            .withZone(ZoneOffset.UTC);

    DeliveryScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldJoinEventsOfKnownUnknownAndNoProducts() {
        Deployed system = systemOfBatches(Flow.PRODUCT_EVENTS, 5);
        List<Sent> sent = system.send(List.of(
                Event.order("PROD-001", 5),
                Event.order("PROD-003", 2),
                Event.order("PROD-999", 1),
                Event.of("own", "{\"productId\":\"PROD-001\",\"quantity\":3,\"price\":10.50,\"category\":\"Gifts\"}"),
                Event.of("none", "{\"quantity\":1,\"amount\":1.50}")));

        system.run();

        List<JsonNode> lines = system.found().lines();
        assertThat(lines).hasSize(5);
        assertLine(lines.get(0), sent.get(0), "enriched", "found", """
                {"eventId":"event-5","productId":"PROD-001","quantity":5,"productName":"Smart Sensor",
                 "category":"IoT Devices","price":49.99,"description":"Measures motion and light",
                 "manufacturer":"TechCorp","totalValue":249.95}""");
        assertLine(lines.get(1), sent.get(1), "enriched", "found", """
                {"eventId":"event-2","productId":"PROD-003","quantity":2,"productName":"Pressure Gauge",
                 "category":"Industrial Equipment","price":"129.99","description":"Measures the pressure in pipes",
                 "manufacturer":"IndustrialSys","totalValue":259.98}""");
        assertLine(lines.get(2), sent.get(2), "not_enriched", "not_found", """
                {"eventId":"event-1","productId":"PROD-999","quantity":1}""");
        assertLine(lines.get(3), sent.get(3), "enriched", "found", """
                {"productId":"PROD-001","quantity":3,"price":10.50,"category":"Gifts","productName":"Smart Sensor",
                 "description":"Measures motion and light","manufacturer":"TechCorp","totalValue":31.50}""");
        assertLine(lines.get(4), sent.get(4), "not_enriched", "no_key", """
                {"quantity":1,"amount":1.50}""");
    }

    /** To the digit: numbers are compared as they are written. */
    private static void assertLine(JsonNode line, Sent sent, String status, String ofSource, String fields) {
        assertThat(line.at("/enrichment/status").asText()).isEqualTo(status);
        assertThat(line.at("/enrichment/sources")).hasToString("{\"product\":\"" + ofSource + "\"}");
        assertThat(Found.recordId(line)).isEqualTo(sent.recordId());
        ObjectNode others = line.deepCopy();
        others.remove("enrichment");
        assertThat(texts(others)).isEqualTo(texts(Found.json(fields)));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().toString()));
        return texts;
    }

    @Test
    void shouldDeliverGzippedLinesUnderTheHour() {
        Deployed system = systemOfBatches(Flow.PRODUCT_EVENTS, 3);
        system.send(IntStream.range(0, 3).mapToObj(Flow.PRODUCT_EVENTS::event).toList());
        Instant before = Instant.now();

        system.run();

        String name = system.physicalName("ProductDelivery");
        List<LakeObject> objects = system.found().lake();
        assertThat(objects).singleElement().satisfies(object -> {
            assertThat(object.text()).endsWith("}\n").doesNotContain("\n\n").doesNotContain("}{");
            assertThat(object.lines()).hasSize(3);
            int folderEnd = object.key().lastIndexOf('/') + 1;
            assertThat(object.key().substring(0, folderEnd)).isIn(HOUR.format(before), HOUR.format(Instant.now()));
            assertThat(object.key().substring(folderEnd)).startsWith(name + "-").endsWith(".gz");
        });
    }

    /** Two batches, since one call to Firehose takes 500 events; the second finds all products in the cache. */
    @Test
    void shouldCallAwsThreeTimesForAThousandEventsOfAHundredProducts() {
        Map<String, String> parameters = new HashMap<>(Flow.PRODUCT_EVENTS.batchesOf(500));
        parameters.put("DeliveryBufferSeconds", "300");
        Deployed system = system(Flow.PRODUCT_EVENTS, parameters);
        for (int product = 0; product < 100; product++) {
            AttributeValue id = AttributeValue.fromS("product" + product);
            backend().clients().dynamoDb().putItem(put -> put.tableName(system.table())
                    .item(Map.of("productId", id, "productName", id, "price", AttributeValue.fromN("0.01"))));
        }
        system.send(IntStream.range(0, 1_000)
                .mapToObj(number -> Event.order("product" + number % 100, number))
                .toList());

        system.start();
        system.awaitResolved();
        system.close(); // Firehose's buffer is written then, as at the end of its interval

        assertThat(system.activity().awsCalls())
                .isEqualTo(Map.of("dynamodb:BatchGetItem", 1L, "firehose:PutRecordBatch", 2L));
        assertThat(system.activity().invocations()).isEqualTo(2);
        assertThat(system.delivery().objectsWritten()).isEqualTo(1);
        assertThat(system.found().lines()).hasSize(1_000).allMatch(line -> line.path("productName")
                .equals(line.path("productId")));
    }
}
