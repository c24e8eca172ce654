package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no SDK would send, and what bytes go over the wire. */
class WireTest {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final ObjectMapper JSON_MAPPER = new ObjectMapper();
    private static final ObjectMapper CBOR_MAPPER = new ObjectMapper(new CBORFactory());

    private final KinesisServer server =
            KinesisServer.start(0, new ManualClock(Instant.parse("2026-11-01T10:00:00.250Z")));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerJsonWithSecondsAndBase64() throws Exception {
        json("CreateStream", "{'StreamName':'orders','ShardCount':1}");
        JsonNode put = body(json("PutRecord", "{'StreamName':'orders','PartitionKey':'key','Data':'AP8='}"));
        JsonNode iterator = body(json(
                "GetShardIterator",
                "{'StreamName':'orders','ShardId':'shardId-000000000000','ShardIteratorType':'TRIM_HORIZON'}"));

        HttpResponse<byte[]> got = json(
                "GetRecords",
                "{'ShardIterator':'" + iterator.get("ShardIterator").textValue() + "'}");

        assertThat(got.headers().firstValue("Content-Type")).contains(JSON);
        JsonNode stored = body(got).at("/Records/0");
        assertThat(stored.get("Data").textValue()).isEqualTo("AP8=");
        assertThat(stored.get("SequenceNumber")).isEqualTo(put.get("SequenceNumber"));
        assertThat(new String(got.body(), StandardCharsets.UTF_8))
                .contains("\"ApproximateArrivalTimestamp\":1793527200.250");
    }

    @Test
    void shouldAnswerCborWithMillisecondsUnderTagOne() throws Exception {
        json("CreateStream", "{'StreamName':'orders','ShardCount':1}");

        HttpResponse<byte[]> answer = post(
                "DescribeStreamSummary",
                CBOR,
                BodyPublishers.ofByteArray(CBOR_MAPPER.writeValueAsBytes(Map.of("StreamName", "orders"))));

        assertThat(answer.headers().firstValue("Content-Type")).contains(CBOR);
        // c1 is tag 1, 1b a 64-bit integer: 1793527200250.
        assertThat(HexFormat.of().formatHex(answer.body()))
                .contains("c11b" + HexFormat.of().toHexDigits(1793527200250L));
    }

    @Test
    void shouldAnswerAnEmptyBodyWhereThereIsNothingToSay() throws Exception {
        HttpResponse<byte[]> answer = json("CreateStream", "{'StreamName':'orders','ShardCount':1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{} {}",
                "{\"Limit\":\"one\"}",
                "{\"Limit\":1.5}",
                "{\"Limit\":99999999999}",
                "{\"NextToken\":{}}"
            })
    void shouldNameWhatIsMalformed(String body) throws Exception {
        assertError(post("ListStreams", JSON, BodyPublishers.ofString(body)), 400, "SerializationException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PutRecord  | {'StreamName':'orders','PartitionKey':'key','Data':'no base64!'} | SerializationException
                    PutRecord  | {'StreamName':'orders','PartitionKey':'key','Data':7}            | SerializationException
                    PutRecord  | {'StreamName':'orders','PartitionKey':'key','Data':null}         | ValidationException
                    PutRecord  | {'StreamName':'orders','Data':''}                                | ValidationException
                    PutRecords | {'StreamName':'orders','Records':{}}                             | SerializationException
                    PutRecords | {'StreamName':'orders','Records':[7]}                            | SerializationException
                    PutRecords | {'StreamName':'orders'}                                          | ValidationException
                    AddTagsToStream | {'StreamName':'orders','Tags':{'a':1}}                      | SerializationException
                    RemoveTagsFromStream | {'StreamName':'orders','TagKeys':[1]}                  | SerializationException
                    """, quoteCharacter = '`')
    void shouldRefuseMembersOfTheWrongShape(String operation, String body, String type) throws Exception {
        json("CreateStream", "{'StreamName':'orders','ShardCount':1}");

        assertError(json(operation, body), 400, type);
    }

    @Test
    void shouldAnswerErrorsInTheFormatOfTheRequest() throws Exception {
        HttpResponse<byte[]> answer =
                post("ListStreams", CBOR, BodyPublishers.ofByteArray(new byte[] {(byte) 0xBF, 0x61}));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(CBOR_MAPPER.readTree(answer.body()).get("__type").textValue())
                .isEqualTo("SerializationException");
    }

    @Test
    void shouldRefuseInvalidUtf8AndDeepNesting() throws Exception {
        byte[] invalid = "{\"NextToken\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        invalid[14] = (byte) 0xC0;

        assertError(post("ListStreams", JSON, BodyPublishers.ofByteArray(invalid)), 400, "SerializationException");
        assertError(
                post("ListStreams", JSON, BodyPublishers.ofString("{\"a\":" + "[".repeat(100_000))),
                400,
                "SerializationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kinesis_20131202.RegisterStreamConsumer", "Kinesis_20131202.", "DynamoDB_20120810.ListTables"})
    void shouldNotKnowOtherOperations(String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", target)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertError(http.send(request, BodyHandlers.ofByteArray()), 400, "UnknownOperationException");
    }

    @Test
    void shouldNotKnowWhatToGet() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint()).GET().build();

        assertError(http.send(request, BodyHandlers.ofByteArray()), 400, "UnknownOperationException");
    }

    @Test
    void shouldRefuseABodyThatNoCallCanHave() throws Exception {
        assertError(
                post("PutRecords", JSON, BodyPublishers.ofByteArray(new byte[17 << 20])),
                413,
                "RequestEntityTooLargeException");
    }

    @Test
    void shouldTakeTheLargestCallInBase64() throws Exception {
        json("CreateStream", "{'StreamName':'orders','ShardCount':1}");
        byte[] data = new byte[(1 << 20) - 1];
        Map<String, Object> entry = Map.of("PartitionKey", "k", "Data", data);
        Map<String, Object> call = Map.of("StreamName", "orders", "Records", Collections.nCopies(10, entry));

        HttpResponse<byte[]> answer =
                post("PutRecords", JSON, BodyPublishers.ofByteArray(JSON_MAPPER.writeValueAsBytes(call)));

        assertThat(body(answer).get("FailedRecordCount").intValue()).isZero();
    }

    @Test
    void shouldAnswerADefectAsAnInternalFailure() throws Exception {
        json("CreateStream", "{'StreamName':'orders','ShardCount':1}");
        server.failPuts(key -> {
            throw new IllegalStateException("broken " + key);
        });

        HttpResponse<byte[]> answer = json("PutRecord", "{'StreamName':'orders','PartitionKey':'key','Data':''}");

        assertError(answer, 500, "InternalFailureException");
        assertThat(body(answer).get("message").textValue()).contains("broken key");
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        int port = server.endpoint().getPort();

        assertThatThrownBy(() -> KinesisServer.start(port, Clock.systemUTC()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port: " + port);
    }

    @Test
    void shouldFreeThePortWhenClosed() {
        int port = server.endpoint().getPort();
        server.close();

        try (KinesisServer next = KinesisServer.start(port, Clock.systemUTC())) {
            assertThat(next.endpoint()).isEqualTo(server.endpoint());
        }
    }

    @Test
    void shouldRunOnDaemonThreadsOnly() throws Exception {
        json("ListStreams", "{}");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("kinesis-")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(Thread::isDaemon);
    }

    private HttpResponse<byte[]> json(String operation, String body) throws IOException, InterruptedException {
        return post(operation, JSON, BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private HttpResponse<byte[]> post(String operation, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .header("Content-Type", contentType)
                .timeout(Duration.ofSeconds(20))
                .POST(body)
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static JsonNode body(HttpResponse<byte[]> answer) throws IOException {
        return JSON_MAPPER.readTree(answer.body());
    }

    private static void assertError(HttpResponse<byte[]> answer, int status, String type) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(body(answer).get("__type").textValue()).isEqualTo(type);
        assertThat(body(answer).get("message").textValue()).isNotBlank();
    }
}
