package dev.tributary.local.demo;

import static dev.tributary.local.demo.SmallTemplate.PRODUCT_EVENTS;
import static dev.tributary.local.demo.SmallTemplate.SHARED;
import static dev.tributary.local.demo.SmallTemplate.USER_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;

/** What two systems left on one backend: each must get its own, and nothing of the other's. */
class CollectorTest {

    private static final String SHARD = "shardId-000000000000";

    /** The sequence numbers of five records in the stream of product events, whose bytes are 0 to 4. */
    private static final List<String> PUT = new ArrayList<>();

    private static Path copies;
    private static Findings users;
    private static Findings products;

    @BeforeAll
    static void collect(@TempDir Path folder) throws IOException {
        copies = folder.resolve("s3");
        Files.createDirectories(copies.resolve("left/by/an/earlier"));
        try (Backend backend = EmbeddedBackend.start()) {
            List<RecordSystem> systems = DemoSystems.of(
                            SmallTemplate.read(folder, SHARED + USER_EVENTS + PRODUCT_EVENTS, backend::queueUrl),
                            Optional.empty(),
                            () -> {
                                throw new AssertionError("no changes are sent");
                            })
                    .stream()
                    .map(RecordSystem.class::cast)
                    .toList();
            create(backend);
            plantLines(backend);
            plantDeadLetters(backend);
            plantGivenUp(backend);
            Collector collector = new Collector(backend, copies);
            users = collector.collect(systems.get(0), new EnrichmentJudge(new UserEvents(Map.of())));
            products = collector.collect(systems.get(1), new EnrichmentJudge(new ProductEvents(Map.of())));
        }
    }

    @Test
    void shouldReadLinesOfTheSystemsOwnFolder() {
        assertThat(users.lines()).containsOnlyKeys(at("events", "1", 0), at("events", "1", 12));
        assertThat(users.objects())
                .containsEntry("lake/enriched-data/visits/a.gz", List.of(at("events", "1", 0), at("events", "1", 12)));
        assertThat(products.lines()).containsOnlyKeys(at("product-events", "1", 0));
        assertThat(products.lines().get(at("product-events", "1", 0)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.get("price")).hasToString("1.50"));
    }

    @Test
    void shouldTellDeadLettersOfOneQueueApartByTheirFunction() {
        assertThat(users.letters()).containsOnlyKeys(at("events", "2", 3));
        assertThat(users.letters().get(at("events", "2", 3))).singleElement().satisfies(letter -> {
            assertThat(letter.mark()).isEqualTo("decode EMPTY");
            assertThat(letter.payload()).asString().isEqualTo("inside");
        });
        assertThat(products.letters()).containsOnlyKeys(at("product-events", "2", 0));
        assertThat(products.letters().get(at("product-events", "2", 0)))
                .singleElement()
                .satisfies(letter -> assertThat(letter.payload()).asString().isEqualTo("outside"));
    }

    @Test
    void shouldReadWhatLambdaGaveUpFromTheBucket() {
        assertThat(users.givenUp()).containsOnlyKeys(at("events", "5", 0));
        assertThat(users.givenUp().get(at("events", "5", 0))).asString().isEqualTo("whole");
    }

    @Test
    void shouldReadWhatThePipeGaveUpFromTheStream() {
        assertThat(products.givenUp())
                .containsOnlyKeys(
                        at("product-events", PUT.get(1), 0),
                        at("product-events", PUT.get(2), 0),
                        at("product-events", PUT.get(4), 0));
        assertThat(products.givenUp().get(at("product-events", PUT.get(2), 0))).containsExactly(2);
    }

    @Test
    void shouldLeaveTheCopiesOfThisRunAlone() throws IOException {
        try (Stream<Path> files = Files.walk(copies)) {
            assertThat(files.map(copies::relativize).map(Path::toString))
                    .contains("lake/enriched-data/visits/a.gz")
                    .noneMatch(file -> file.startsWith("left"));
        }
    }

    private static void create(Backend backend) {
        Stream.of("lake", "failures").forEach(name -> backend.clients().s3().createBucket(call -> call.bucket(name)));
        Stream.of("dead-letters", "pipe-dead-letters")
                .forEach(name -> backend.clients().sqs().createQueue(call -> call.queueName(name)));
        backend.clients().kinesis().createStream(call -> call.streamName("product-events")
                .shardCount(1));
    }

    private static void plantLines(Backend backend) throws IOException {
        object(backend, "visits/a.gz", line("events", 0) + line("events", 12));
        object(backend, "visits/fence.gz", "");
        object(backend, "products/year=2026/b.gz", line("product-events", 0));
        object(backend, "products/year=2026/c.gz", line("product-events", 0));
    }

    private static String line(String stream, int subSequence) {
        return "{\"price\":1.50,\"enrichment\":{\"recordId\":\"" + at(stream, "1", subSequence) + "\"}}\n";
    }

    private static void object(Backend backend, String key, String lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        put(backend, "lake", "enriched-data/" + key, bytes.toByteArray());
    }

    private static void plantDeadLetters(Backend backend) {
        put(backend, "failures", "dead-letters/large", bytes("outside"));
        letter(backend, "users", at("events", "2", 3), "\"payload\":\"" + base64("inside") + "\"");
        letter(
                backend,
                "products",
                at("product-events", "2", 0),
                "\"payloadRef\":\"s3://failures/dead-letters/large\"");
    }

    private static void letter(Backend backend, String function, Position position, String payload) {
        send(
                backend,
                "dead-letters",
                "{\"id\":\"" + position + "\",\"function\":\"" + function
                        + "\",\"stage\":\"decode\",\"reason\":\"EMPTY\"," + payload + "}");
    }

    private static void plantGivenUp(Backend backend) {
        String event = "{\"Records\":[{\"eventID\":\"" + SHARD + ":5\","
                + "\"eventSourceARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/events\","
                + "\"kinesis\":{\"sequenceNumber\":\"5\",\"data\":\"" + base64("whole") + "\"}}]}";
        put(backend, "failures", "aws/lambda/m/s/a", bytes("{\"payload\":\"" + event.replace("\"", "\\\"") + "\"}"));
        for (int i = 0; i < 5; i++) {
            byte[] data = {(byte) i};
            PUT.add(backend.clients()
                    .kinesis()
                    .putRecord(call -> call.streamName("product-events")
                            .partitionKey("key")
                            .data(SdkBytes.fromByteArray(data)))
                    .sequenceNumber());
        }
        giveUp(backend, "product-events", PUT.get(1), PUT.get(2));
        giveUp(backend, "product-events", PUT.get(4), PUT.get(4));
        giveUp(backend, "other-events", PUT.get(0), PUT.get(0));
    }

    private static void giveUp(Backend backend, String stream, String first, String last) {
        send(
                backend,
                "pipe-dead-letters",
                "{\"version\":\"1.0\",\"KinesisBatchInfo\":{\"shardId\":\"" + SHARD + "\",\"startSequenceNumber\":\""
                        + first
                        + "\",\"endSequenceNumber\":\"" + last
                        + "\",\"streamArn\":\"arn:aws:kinesis:us-east-1:000000000000:stream/" + stream + "\"}}");
    }

    private static void put(Backend backend, String bucket, String key, byte[] bytes) {
        backend.clients().s3().putObject(call -> call.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    private static void send(Backend backend, String queue, String body) {
        backend.clients().sqs().sendMessage(call -> call.queueUrl(backend.queueUrl(queue))
                .messageBody(body));
    }

    private static Position at(String stream, String sequence, int subSequence) {
        return new Position(stream, SHARD, sequence, subSequence);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
