package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.api.ApiFixture.Answer;
import dev.tributary.local.api.ApiFixture.Stored;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleEventTest {

    private ApiFixture api;

    @BeforeEach
    void start() throws IOException {
        api = new ApiFixture();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldPutAnEventUntouchedAndTellWhere() throws IOException {
        String event = "{ \"order_id\": \"o-1\", \"total\": 1.50, \"big\": 1E400, \"id\": 12345678901234567890123 }";

        Answer answer = api.post("/events/orders", event);

        assertThat(answer.status()).isEqualTo(202);
        Stored record = api.stored("orders").get(0);
        assertThat(answer.json().path("sequenceNumber").asText()).isEqualTo(record.sequenceNumber());
        assertThat(answer.json().path("shardId").asText()).isEqualTo("shardId-000000000000");
        assertThat(answer.json().path("requestId").asText())
                .isEqualTo(record.envelope().path("requestId").asText())
                .isEqualTo(answer.header("x-amzn-RequestId"));
        assertThat(record.envelope().path("receivedAt").asLong()).isEqualTo(ApiFixture.NOW.toEpochMilli());
        assertThat(record.partitionKey()).isEqualTo("o-1");
        assertThat(record.body()).isEqualTo(event);
    }

    @Test
    void shouldTakeAKeyWithAnyCharacters() throws IOException {
        String key = "it's \"ö\" 🔑 \\ </script>";

        Answer answer = api.post("/events/orders", ApiFixture.MAPPER.writeValueAsString(Map.of("order_id", key)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(api.stored("orders").get(0).partitionKey()).isEqualTo(key);
    }

    @Test
    void shouldTakeTheKeyFromTheHeaderWhereATypeHasNoEntity() throws IOException {
        Answer without = api.post("/events/clicks", "{\"page\":\"/\"}");
        Answer with = api.post(
                "/events/clicks",
                "{\"page\":\"/\"}",
                "Content-Type",
                "application/json; charset=utf-8",
                "x-partition-key",
                "session-1");

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.error())
                .isEqualTo("X-Partition-Key: missing or empty (expected: a string of 1-256 characters)");
        assertThat(with.status()).isEqualTo(202);
        assertThat(api.stored("clicks")).extracting(Stored::partitionKey).containsExactly("session-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1}                  | order_id: missing or empty (expected: a string of 1-256 characters)",
                "{\"order_id\":null}        | order_id: missing or empty (expected: a string of 1-256 characters)",
                "{\"order_id\":\"\"}        | order_id: missing or empty (expected: a string of 1-256 characters)",
                "{\"order_id\":\" \\t\"}    | order_id: missing or empty (expected: a string of 1-256 characters)",
                "{\"order_id\":\"\\u3000\"}  | order_id: missing or empty (expected: a string of 1-256 characters)",
                "{\"order_id\":7}           | order_id: not a string (expected: a string of 1-256 characters)",
                "{\"order_id\":true}        | order_id: not a string (expected: a string of 1-256 characters)",
                "{\"order_id\":[\"o\"]}     | order_id: not a string (expected: a string of 1-256 characters)",
                "{\"order_id\":{\"o\":1}}   | order_id: not a string (expected: a string of 1-256 characters)",
                "{}                         | body: [object has too few properties",
                "~~                         | body: [object has too few properties",
                "[]                         | body: [instance type (array) does not match",
                "\"text\"                   | body: [instance type (string) does not match",
                "{\"order_id\":             | body: [not JSON at line 1",
                "{\"order_id\":\"o\"} x     | body: [not JSON at line 1",
                "order_id=o                 | body: [not JSON at line 1"
            })
    void shouldSayWhatIsWrong(String body, String error) throws IOException {
        Answer answer = api.post("/events/orders", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith(error);
        assertThat(answer.json().path("requestId").asText()).isEqualTo(answer.header("x-amzn-RequestId"));
        assertThat(api.stored("orders")).isEmpty();
    }

    @Test
    void shouldRefuseALongKey() throws IOException {
        assertThat(api.post("/events/orders", "{\"order_id\":\"" + "x".repeat(256) + "\"}")
                        .status())
                .isEqualTo(202);

        Answer answer = api.post("/events/orders", "{\"order_id\":\"" + "x".repeat(257) + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("order_id: 257 characters (expected: a string of 1-256 characters)");
        assertThat(api.stored("orders")).hasSize(1);
    }

    @Test
    void shouldNotKnowOtherTypesAndPaths() {
        Answer type = api.post("/events/refunds", "{\"order_id\":\"o\"}");
        Answer path = api.post("/orders", "{}");
        Answer method = api.send("GET", "/events/orders", "");

        assertThat(type.status()).isEqualTo(404);
        assertThat(type.error()).isEqualTo("type: unknown (expected: orders, clicks)");
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.error()).startsWith("path: unknown");
        assertThat(method.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/events/orders/, 202",
        "/events/%6Frders, 202",
        "/events/orders%2F, 404",
        "/events/batch%2Forders, 404",
        "/events/a+b, 404",
        "/events/, 404",
        "//events/orders, 404"
    })
    void shouldReadPathsAsApiGatewayDoes(String path, int status) {
        assertThat(api.post(path, "{\"order_id\":\"o\"}").status()).isEqualTo(status);
    }

    @Test
    void shouldTakeJsonAlone() {
        Answer form = api.post("/events/orders", "{\"order_id\":\"o\"}", "Content-Type", "text/plain");
        Answer none = api.send("POST", "/events/orders", "{\"order_id\":\"o\"}");

        assertThat(form.status()).isEqualTo(415);
        assertThat(form.error()).isEqualTo("Content-Type: not supported (expected: application/json)");
        assertThat(none.status()).as("API Gateway takes it for JSON").isEqualTo(202);
    }

    @Test
    void shouldCountTheBytesOfAnEvent() throws IOException {
        String fits = padded(262_144);
        assertThat(api.post("/events/orders", fits).status()).isEqualTo(202);
        assertThat(api.stored("orders").get(0).body()).isEqualTo(fits);

        for (int bytes : new int[] {262_145, 262_146, 262_147, 1 << 20}) {
            Answer answer = api.post("/events/orders", padded(bytes));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).isEqualTo("body: " + bytes + " bytes (expected: at most 262144)");
        }
        assertThat(api.stored("orders")).hasSize(1);
    }

    @Test
    void shouldTakeTheLargestEventThatGrowsMost() throws IOException {
        String start = "{\"order_id\":\"o\",\"a\":\"";
        String grown = start + "é".repeat((262_144 - start.length() - 2) / 2) + "\"}";

        assertThat(api.post("/events/orders", grown).status()).isEqualTo(202);
        assertThat(api.stored("orders").get(0).body()).isEqualTo(grown);
    }

    @Test
    void shouldPassKinesisOwnLimitOn() throws IOException {
        try (ApiFixture generous = new ApiFixture(Map.of("MaxEventBytes", "4194304"))) {
            Answer answer = generous.post("/events/orders", padded(1 << 20));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).startsWith("body: too large for Kinesis");
            assertThat(generous.stored("orders")).isEmpty();
        }
    }

    @Test
    void shouldRefuseMoreThanApiGatewayTakes() {
        Answer answer = api.post("/events/orders", " ".repeat((10 << 20) + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("body: too large (expected: at most 10 MB)");
    }

    @Test
    void shouldRefuseDeepNestingThatItCannotRead() {
        String deep = "{\"order_id\":\"o\",\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertThat(api.post("/events/orders", deep).status()).isEqualTo(400);
    }

    @Test
    void shouldTellAClientToWaitWhileKinesisThrottles() throws IOException {
        api.kinesis.failPuts(key -> true);

        Answer answer = api.post("/events/orders", "{\"order_id\":\"o\"}");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.error()).startsWith("Kinesis: throttled");
        assertThat(api.stored("orders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            API_KEY | X-Api-Key     | local                                                                     | X-Api-Key: missing or unknown
            AWS_IAM | Authorization | AWS4-HMAC-SHA256 Credential=a/20260115/us-east-1/execute-api/aws4_request | Authorization: missing, or path: unknown
            """)
    void shouldAskForWhatIsRequired(String authorization, String header, String value, String error)
            throws IOException {
        try (ApiFixture guarded = new ApiFixture(Map.of("Authorization", authorization))) {
            String event = "{\"order_id\":\"o\"}";

            Answer without = guarded.post("/events/orders", event, "Content-Type", "application/json");
            Answer with = guarded.post("/events/orders", event, "Content-Type", "application/json", header, value);

            assertThat(without.status()).isEqualTo(403);
            assertThat(without.error()).startsWith(error);
            assertThat(with.status()).isEqualTo(202);
            assertThat(guarded.send("OPTIONS", "/events/orders", "").status())
                    .as("browsers send neither with a preflight")
                    .isEqualTo(200);
        }
    }

    private static String padded(int bytes) {
        String start = "{\"order_id\":\"o\",\"a\":\"";
        return start + "x".repeat(bytes - start.length() - 2) + "\"}";
    }
}
