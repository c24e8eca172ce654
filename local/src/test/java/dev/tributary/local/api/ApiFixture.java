package dev.tributary.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.local.kinesis.KinesisServer;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The API as the template has it, on HTTP, in front of the module's own Kinesis or of a scripted one. */
final class ApiFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");
    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Path TEMPLATE =
            Path.of(System.getProperty("tributary.root", "..")).resolve("infrastructure/event-api.yaml");
    private static final Map<String, String> PARAMETERS = Map.of(
            "Environment", "dev",
            "EntityFields", "\"orders\":\"order_id\",\"clicks\":\"\"",
            "StreamArns", "arn:aws:kinesis:us-east-1:000000000000:stream/tributary-dev-ingest-orders",
            "KeyArns", "arn:aws:kms:us-east-1:000000000000:key/orders",
            "PipelineKeyArn", "arn:aws:kms:us-east-1:000000000000:key/pipeline",
            "MaxEventBytes", "262144");

    final KinesisServer kinesis = KinesisServer.start(0, Clock.fixed(NOW, ZoneOffset.UTC));
    private final KinesisCall calls = new KinesisEndpoint(kinesis.endpoint());
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiServer server;

    private ApiFixture(Map<String, String> parameters, KinesisCall scripted) {
        this.server = ApiServer.start(OpenApi.read(api(parameters)), scripted, 0, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** With streams for orders and clicks. */
    ApiFixture(Map<String, String> parameters) throws IOException {
        this.server = ApiServer.start(OpenApi.read(api(parameters)), calls, 0, Clock.fixed(NOW, ZoneOffset.UTC));
        call("CreateStream", "{\"StreamName\":\"tributary-dev-ingest-orders\",\"ShardCount\":1}");
        call("CreateStream", "{\"StreamName\":\"tributary-dev-ingest-clicks\",\"ShardCount\":1}");
    }

    ApiFixture() throws IOException {
        this(Map.of());
    }

    static ApiFixture over(KinesisCall scripted) {
        return new ApiFixture(Map.of(), scripted);
    }

    /** The resource, with these parameters beside those that have no default. */
    static Resource api(Map<String, String> parameters) {
        Map<String, String> all = new java.util.HashMap<>(PARAMETERS);
        all.putAll(parameters);
        return ApiServer.apiOf(Template.read(TEMPLATE, all)).orElseThrow();
    }

    Answer post(String path, String body, String... headers) {
        return send(
                "POST", path, body, headers.length == 0 ? new String[] {"Content-Type", "application/json"} : headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the stream of the type holds, in its order. */
    List<Stored> stored(String type) throws IOException {
        String stream = "tributary-dev-ingest-" + type;
        JsonNode iterator = call(
                "GetShardIterator",
                "{\"StreamName\":\"%s\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                        .formatted(stream));
        List<Stored> stored = new ArrayList<>();
        for (JsonNode record : call(
                        "GetRecords",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put(
                                        "ShardIterator",
                                        iterator.path("ShardIterator").asText())
                                .toString())
                .path("Records")) {
            byte[] data = Base64.getDecoder().decode(record.path("Data").asText());
            stored.add(new Stored(
                    record.path("PartitionKey").asText(),
                    record.path("SequenceNumber").asText(),
                    MAPPER.readTree(new String(data, StandardCharsets.UTF_8))));
        }
        return stored;
    }

    private JsonNode call(String action, String request) throws IOException {
        return MAPPER.readTree(calls.make(action, request, "").body());
    }

    @Override
    public void close() {
        server.close();
        kinesis.close();
    }

    /** A record of a stream. */
    record Stored(String partitionKey, String sequenceNumber, JsonNode envelope) {

        String body() {
            return envelope.path("body").textValue();
        }
    }

    /** An answer of the API. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + response.body(), e);
            }
        }

        String error() {
            return json().path("error").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
