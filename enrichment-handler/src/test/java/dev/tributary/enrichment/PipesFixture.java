package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.config.Environment;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The function of a pipe, joining orders with products, and everything around it in memory. */
final class PipesFixture {

    static final Map<String, String> SETTINGS = Map.of(
            "ENRICHMENT_SOURCES", """
                    [{"name": "product", "table": "products", "key": {"productId": "/productId"},
                      "attributes": ["productName", "category", "price", "description", "manufacturer"], "into": ""}]""",
            "DERIVED_FIELDS", """
                    [{"field": "totalValue", "multiply": ["/quantity", "/price"]}]""",
            "DEAD_LETTER_QUEUE_URL", "queue",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    final ManualClock clock = new ManualClock(Records.ARRIVAL.plusSeconds(3));
    final FakeDynamoDb dynamoDb = new FakeDynamoDb().table("products", "productId", ScalarAttributeType.S);
    final FakeS3 s3 = new FakeS3("failures");
    final FakeSqs sqs = new FakeSqs();

    private final PipesEnrichmentHandler handler;

    PipesFixture(EventEnricher... enrichers) {
        this(Map.of(), enrichers);
    }

    /** With these settings in place of, or beside, the usual ones. */
    PipesFixture(Map<String, String> settings, EventEnricher... enrichers) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        handler = new PipesEnrichmentHandler(
                PipesSettings.read(new Environment(environment)),
                new Collaborators(dynamoDb, s3, sqs, List.of(enrichers), Backoffs.on(clock), clock));
        add("PROD-001", "Smart Sensor", "IoT Devices", AttributeValue.fromN("49.99"), "TechCorp");
        add("PROD-002", "Temperature Monitor", "IoT Devices", AttributeValue.fromS("79.99"), "SensorTech");
        add("PROD-003", "Pressure Gauge", "Industrial Equipment", AttributeValue.fromN("129.99"), "IndustrialSys");
    }

    private void add(String id, String name, String category, AttributeValue price, String manufacturer) {
        dynamoDb.item(
                "products",
                Map.of(
                        "productId", AttributeValue.fromS(id),
                        "productName", AttributeValue.fromS(name),
                        "category", AttributeValue.fromS(category),
                        "price", price,
                        "description", AttributeValue.fromS(name + " by " + manufacturer),
                        "manufacturer", AttributeValue.fromS(manufacturer),
                        "cost", AttributeValue.fromS("not wanted")));
    }

    /** An order as system A's producers send it. */
    static String order(String product, String quantity) {
        return "{\"eventId\":\"test-001\",\"productId\":\"" + product + "\",\"quantity\":" + quantity
                + ",\"timestamp\":\"2026-03-04T05:06:07Z\"}";
    }

    /** The array that a pipe sends, of records numbered from 1. */
    static String event(String... payloads) {
        return IntStream.range(0, payloads.length)
                .mapToObj(i -> record(i + 1, payloads[i]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String record(int sequence, String payload) {
        return "{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"" + Records.PARTITION_KEY
                + "\",\"sequenceNumber\":\"" + sequence + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(payload.getBytes(UTF_8))
                + "\",\"approximateArrivalTimestamp\":1.77260076789E9,\"eventSource\":\"aws:kinesis\","
                + "\"eventVersion\":\"1.0\",\"eventID\":\"" + Records.SHARD + ":" + sequence
                + "\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":"
                + "\"arn:aws:iam::123456789012:role/pipe\",\"awsRegion\":\"eu-west-1\",\"eventSourceARN\":\""
                + Records.SOURCE.arn() + "\"}";
    }

    String answer(String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handle(new ByteArrayInputStream(event.getBytes(UTF_8)), answer);
        return answer.toString(UTF_8);
    }

    void handle(InputStream event, OutputStream answer) {
        try {
            handler.handleRequest(event, answer, new LambdaContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of the answer to records with these payloads. */
    List<JsonNode> handle(String... payloads) {
        List<JsonNode> elements = new ArrayList<>();
        HandlerFixture.json(answer(event(payloads))).forEach(elements::add);
        return elements;
    }

    /** Ids, stages and reasons of what was set aside, in order. */
    List<String> deadLetters() {
        return sqs.messages().stream()
                .map(FakeSqs.Message::attributes)
                .map(attributes -> String.join(
                        " ",
                        Arrays.asList(attributes.get("recordId"), attributes.get("stage"), attributes.get("reason"))))
                .toList();
    }

    JsonNode deadLetter(int index) {
        return HandlerFixture.json(sqs.messages().get(index).body());
    }
}
