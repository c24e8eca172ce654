package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person uses them together, on the template as it ships. */
@Tag("slow")
@Timeout(120)
class CommandsTest {

    private static final Path PROJECT = Path.of(System.getProperty("tributary.root", ".."));
    private static final Path SAMPLES = PROJECT.resolve("events");
    private static final String EVENTS = SAMPLES.resolve("EventStream.jsonl").toString();
    private static final String PRODUCT_EVENTS =
            SAMPLES.resolve("ProductEventStream.jsonl").toString();
    private static final String PRODUCT_INVOCATION =
            SAMPLES.resolve("PipesEnrichmentFunction.json").toString();
    private static final String INVOCATION =
            SAMPLES.resolve("EnrichmentFunction.json").toString();

    private static final String NESTED_INVOCATION =
            SAMPLES.resolve("OrdersFlow/StreamProcessorFunction.json").toString();

    /** Starts fast; its parameters are those that {@code up} sets. */
    private static final String SMALL_TEMPLATE = """
            Parameters:
              LoadSampleData: {Type: String}
              BatchWindowSeconds: {Type: Number}
              PipeBatchWindowSeconds: {Type: Number}
              DeliveryBufferSeconds: {Type: Number}
            Resources:
              Lake: {Type: AWS::S3::Bucket, Properties: {BucketName: lake}}
            """;

    private final Properties before = (Properties) System.getProperties().clone();

    @TempDir
    Path root;

    @BeforeEach
    void copyTemplate() throws IOException {
        Files.copy(PROJECT.resolve("template.yaml"), root.resolve("template.yaml"));
        Files.createDirectory(root.resolve("infrastructure"));
        for (String nested : List.of(
                "infrastructure/event-flow.yaml",
                "infrastructure/event-api.yaml",
                "infrastructure/change-data.yaml",
                "infrastructure/inference.yaml",
                "infrastructure/observability.yaml")) {
            Files.copy(PROJECT.resolve(nested), root.resolve(nested));
        }
    }

    /** A pipeline leaves its backend's endpoints among them. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    @Test
    void shouldSendAndFollowAndInvokeWhileUp() throws Exception {
        try (Running up = new Running("up", "--port=0", "--parameter=BatchWindowSeconds=0")) {
            up.awaitText("Ready, until Ctrl-C.");
            assertThat(up.text())
                    .containsPattern("EventStream +tributary-dev-events")
                    .containsPattern("OrdersFlow/EventStream +tributary-dev-ingest-orders")
                    .contains("http://127.0.0.1:", "functions.log");
            try (Running tail = new Running("tail", "--from-start")) {
                Result sent = run("send", "EventStream", EVENTS, "--json");
                assertThat(sent.exitCode()).isZero();
                assertThat(json(sent.out()).path("records").asInt()).isEqualTo(5);

                tail.awaitText("MALFORMED_JSON");
                tail.awaitText("/help");
                assertThat(tail.text())
                        .containsPattern("written    enriched-data/events .*  enriched .*\"John Doe\"")
                        .containsPattern("written    enriched-data/events .*  not_enriched .*user999")
                        .containsPattern("set aside  tributary-dev-dead-letters .*not JSON at line 1");
            }
            Result invoked = run("invoke", "EnrichmentFunction", INVOCATION);
            assertThat(invoked.exitCode()).isZero();
            assertThat(json(invoked.out()).path("batchItemFailures")).isEmpty();
            assertThat(invoked.err()).contains("on the services of the pipeline that runs here");
            Result nested = run("invoke", "OrdersFlow/StreamProcessorFunction", NESTED_INVOCATION);
            assertThat(nested.exitCode()).isZero();
            assertThat(json(nested.out()).path("batchItemFailures")).isEmpty();

            Result env = run("env");
            assertThat(env.exitCode()).isZero();
            assertThat(env.out())
                    .containsPattern("export AWS_ENDPOINT_URL_KINESIS='http://127.0.0.1:\\d+';")
                    .contains("export AWS_ENDPOINT_URL_SNS='")
                    .contains("export AWS_ACCESS_KEY_ID='local';", "unset AWS_PROFILE ");
            assertThat(json(run("env", "--json").out()).path("AWS_REGION").asText())
                    .isEqualTo("us-east-1");

            Result second = run("up", "--port=0");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("a pipeline is running here already");

            Result unknown = run("send", "Nobody", EVENTS);
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err())
                    .contains(
                            "STREAM: Nobody (expected: a stream that exists, such as EventStream, ProductEventStream, ")
                    .contains("OrdersFlow/EventStream");
            Result broken = run("send", "tributary-dev-events", EVENTS, "--key=/user_id");
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.err()).contains("line 4: no value at /user_id").contains("; 3 records were sent before");

            assertThat(up.stop()).isZero();
        }
        assertThat(run("tail").err()).contains("no pipeline is running here; start one with ./tributary up");
    }

    @Test
    void shouldListShowAndSendBackWhatWasSetAside() throws Exception {
        Result nowhere = run("redrive");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("no pipeline is running here (expected: ./tributary up, AWS_ENDPOINT_URL, ");
        try (Running up = new Running("up", "--port=0", "--parameter=BatchWindowSeconds=0")) {
            up.awaitText("Ready, until Ctrl-C.");
            assertThat(run("redrive").out()).startsWith("nothing to send back");
            try (Running tail = new Running("tail", "--from-start")) {
                assertThat(run("send", "EventStream", EVENTS).exitCode()).isZero();
                tail.awaitText("set aside  tributary-dev-dead-letters");
            }

            Result listed = run("redrive");
            assertThat(listed.exitCode()).isZero();
            assertThat(listed.out()).containsPattern("tributary-dev-enrichment +decode +MALFORMED_JSON +1 ");
            String id =
                    json(run("redrive", "--json").out()).at("/failures/0/id").asText();
            Result shown = run("redrive", "--show", id);
            assertThat(json(shown.out()).path("reason").asText()).isEqualTo("MALFORMED_JSON");
            assertThat(json(shown.out()).path("payload").asText()).isNotEmpty();
            Result dry = run("redrive", "--function", "EnrichmentFunction", "--dry-run");
            assertThat(dry.out()).contains("would be sent back, in this order:", id);
            assertThat(run("redrive", "--function", "EnrichmentFunction", "--reason=EMPTY")
                            .exitCode())
                    .isZero();

            Result again = run("redrive", "--function", "EnrichmentFunction", "--rate=50");
            assertThat(again.exitCode()).as("what is wrong stays so").isEqualTo(1);
            assertThat(again.out())
                    .containsPattern("decode +MALFORMED_JSON +1 +0 +1 +0 +0")
                    .contains(id + "  set aside again, MALFORMED_JSON: not JSON at line 1");
            Result asJson = run("redrive", "--function=EnrichmentFunction", "--since=1h", "--limit=1", "--json");
            assertThat(json(asJson.out()).path("setAsideAgain").asInt()).isEqualTo(1);
            assertThat(json(asJson.out()).path("ok").asBoolean()).isFalse();
            assertThat(json(run("redrive", "--json").out()).path("failures")).hasSize(1);

            Result unknown = run("redrive", "--function", "Nobody");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).contains("--function: Nobody (expected: one of [EnrichmentFunction");
            assertThat(run("redrive", "--show", "nothing").err()).contains("--show: nothing (expected: an id");
            assertThat(run("redrive", "--from", "nowhere").err())
                    .contains("--from: nowhere (expected: a queue's URL, or s3://<bucket>/<prefix>)");
            Result piped = run("redrive", "--function", "PipesEnrichmentFunction");
            assertThat(piped.exitCode()).isEqualTo(1);
            assertThat(piped.err()).contains("(expected: --to-source)");
            assertThat(up.stop()).isZero();
        }
    }

    @Test
    void shouldSendAndFollowAndInvokeWhatAPipeEnriches() throws Exception {
        try (Running up = new Running(
                "up", "--port=0", "--parameter=PipeBatchWindowSeconds=0", "--parameter=DeliveryBufferSeconds=0")) {
            up.awaitText("Ready, until Ctrl-C.");
            try (Running tail = new Running("tail", "--from-start")) {
                Result sent = run("send", "ProductEventStream", PRODUCT_EVENTS, "--key=/productId", "--json");
                assertThat(sent.exitCode()).isZero();
                assertThat(json(sent.out()).path("records").asInt()).isEqualTo(5);

                tail.awaitText("test-001");
                tail.awaitText("test-004");
                tail.awaitText("set aside");
                assertThat(tail.text())
                        .containsPattern("written    enriched-data/product-events .* enriched .*\"totalValue\":")
                        .containsPattern("written    enriched-data/product-events .* not_enriched .*PROD-999")
                        .containsPattern("set aside  tributary-dev-dead-letters .*INVALID");
            }
            Result invoked = run("invoke", "PipesEnrichmentFunction", PRODUCT_INVOCATION);
            assertThat(invoked.exitCode()).isZero();
            assertThat(json(invoked.out())).isNotEmpty().allSatisfy(line -> assertThat(line.path("enrichment"))
                    .isNotEmpty());
            assertThat(up.stop()).isZero();
        }
    }

    @Test
    void shouldServeTheApiWhileUp() throws Exception {
        String api = Files.readString(PROJECT.resolve("infrastructure/event-api.yaml"));
        String stream =
                "  Orders: {Type: AWS::Kinesis::Stream, Properties: {Name: tributary-dev-ingest-orders, ShardCount: 1}}";
        Files.writeString(
                root.resolve("template.yaml"), api.replace("\nResources:\n", "\nResources:\n" + stream + "\n"));
        try (Running up = new Running(
                "up",
                "--port=0",
                "--parameter=Environment=dev",
                "--parameter=EntityFields=\"orders\":\"order_id\"",
                "--parameter=StreamArns=any",
                "--parameter=KeyArns=any",
                "--parameter=PipelineKeyArn=any")) {
            up.awaitText("Ready, until Ctrl-C.");
            String url =
                    json(run("env", "--json").out()).path("TRIBUTARY_API_URL").asText();
            assertThat(url).matches("http://127.0.0.1:\\d+/v1");
            assertThat(run("env").out()).contains("export TRIBUTARY_API_URL='" + url + "';");
            assertThat(up.text()).contains("curl -i " + url + "/events/orders");

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/events/orders"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"order_id\":\"order-1\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(json(answer.body()).path("sequenceNumber").asText()).isNotEmpty();
            assertThat(up.stop()).isZero();
        }
    }

    @Test
    void shouldTellAtTheEndOfRecordsThatWereNotProcessed() throws Exception {
        try (Running up = new Running("up", "--port=0", "--parameter=BatchWindowSeconds=300")) {
            up.awaitText("Ready, until Ctrl-C.");
            assertThat(run("send", "EventStream", EVENTS).exitCode()).isZero();

            assertThat(up.stop()).isZero();
            assertThat(up.text()).contains("Stopping; records that were not processed yet are gone");
        }
    }

    @Test
    void shouldEndInOrderWhenItsProcessIsAskedTo() throws Exception {
        Files.writeString(root.resolve("template.yaml"), SMALL_TEMPLATE);
        Path told = root.resolve("told");
        Process up = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dtributary.root=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tributary.class.getName(),
                        "up",
                        "--port=0")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            while (!Files.readString(told).contains("Ready, until Ctrl-C.")) {
                assertThat(up.waitFor(20, TimeUnit.MILLISECONDS))
                        .as(Files.readString(told))
                        .isFalse();
            }
            assertThat(run("env").exitCode()).isZero();

            // TERM: a shell that runs a build in the background makes it, and what it starts, deaf to Ctrl-C's INT.
            up.destroy();

            assertThat(up.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(up.exitValue()).isZero();
            assertThat(Files.readString(told)).endsWith("Stopping" + System.lineSeparator());
            assertThat(root.resolve("target/up/state.json")).doesNotExist();
            assertThat(run("env").err()).contains("no pipeline is running here");
        } finally {
            up.destroyForcibly();
        }
    }

    @Test
    void shouldPrintNothingToEvaluateWhenNoneRuns() {
        Result env = run("env");

        assertThat(env.exitCode()).isEqualTo(1);
        assertThat(env.out()).isEmpty();
        assertThat(env.err())
                .isEqualTo("tributary: no pipeline is running here; start one with ./tributary up"
                        + System.lineSeparator());
    }

    @Test
    void shouldInvokeOnServicesOfItsOwn() throws IOException {
        Result answered = run("invoke", "EnrichmentFunction", INVOCATION);
        assertThat(answered.exitCode()).isZero();
        assertThat(json(answered.out()).has("batchItemFailures")).isTrue();
        assertThat(answered.err()).contains("no pipeline is running here, so on services of its own");

        Result failed = run(
                "invoke",
                "EnrichmentFunction",
                Files.writeString(root.resolve("event.json"), "{\"Records\":[{}]}")
                        .toString());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("EnrichmentFunction: failed: java.lang.IllegalArgumentException: eventSourceARN: missing")
                .doesNotContain("\tat ");

        Result unknown = run("invoke", "Nobody", INVOCATION);
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("FUNCTION: Nobody (expected: one of [EnrichmentFunction");
    }

    /** The object that the sample tells of lies beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"CdcTransformFunction.json", "CdcTransformFunction-eventbridge.json"})
    void shouldInvokeWithTheObjectThatASampleTellsOf(String sample) throws IOException {
        Result answered = run(
                "invoke",
                "ChangeData/CdcTransformFunction",
                SAMPLES.resolve("ChangeData").resolve(sample).toString());

        assertThat(answered.exitCode()).as(answered.err()).isZero();
        assertThat(answered.err())
                .contains(
                        "put s3://tributary-dev-changes-000000000000-us-east-1/raw/year=2026/month=01/day=15/hour=10/");
        JsonNode object = json(answered.out()).at("/objects/0");
        assertThat(object.path("changes").asInt()).isEqualTo(4);
        assertThat(object.path("rows").asInt()).isEqualTo(3);
        assertThat(object.path("quarantined").asInt()).isEqualTo(1);
        assertThat(object.path("deadLettered").asInt()).isZero();
    }

    @Test
    void shouldLeaveNoPipelineBehindThatDoesNotStart() {
        Result up = run("up", "--port=0", "--parameter=BatchSize=many");

        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.err())
                .contains("--parameter BatchSize: many (expected: a number)")
                .doesNotContain("tributary.trace");
        assertThat(up.out()).isEmpty();
        assertThat(root.resolve("target")).doesNotExist();
        assertThat(run("env").err()).contains("no pipeline is running here");
    }

    @Test
    void shouldTellWhereASettingIsWrongAndNotHowItWasParsed() throws IOException {
        String template = Files.readString(root.resolve("template.yaml"));
        Files.writeString(root.resolve("template.yaml"), template.replace("\"into\":\"user\"}]", "\"into\":\"user\""));

        Result invoked = run("invoke", "EnrichmentFunction", INVOCATION);

        assertThat(invoked.exitCode()).isEqualTo(1);
        assertThat(invoked.err())
                .contains("ENRICHMENT_SOURCES", "line 1, column")
                .doesNotContain("Source:");
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Tributary.commandLine(root)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private record Result(int exitCode, String out, String err) {}

    /** A command that stays until it is stopped, as Ctrl-C would. */
    private final class Running implements AutoCloseable {

        private final StringWriter told = new StringWriter();
        private final FutureTask<Integer> result;
        private final Thread thread;

        Running(String... arguments) {
            PrintWriter writer = new PrintWriter(told, true);
            result = new FutureTask<>(() ->
                    Tributary.commandLine(root).setOut(writer).setErr(writer).execute(arguments));
            thread = new Thread(result, arguments[0]);
            thread.start();
        }

        String text() {
            return told.toString();
        }

        void awaitText(String text) throws Exception {
            while (!text().contains(text)) {
                try {
                    result.get(20, TimeUnit.MILLISECONDS);
                    throw new AssertionError("ended without \"" + text + "\":\n" + text());
                } catch (TimeoutException stillRunning) {
                    // looks again
                }
            }
        }

        int stop() throws InterruptedException, ExecutionException {
            thread.interrupt();
            return result.get();
        }

        @Override
        public void close() {
            thread.interrupt();
            Uninterruptibles.joinUninterruptibly(thread);
        }
    }
}
