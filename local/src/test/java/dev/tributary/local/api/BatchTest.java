package dev.tributary.local.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.api.ApiFixture.Answer;
import dev.tributary.local.api.ApiFixture.Stored;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {

    private static final String GOOD = "{\"data\":\"{}\",\"partitionKey\":\"k\"}";

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
    void shouldPutTextUntouchedAndObjectsAsTheyAreRead() throws IOException {
        String text = "{ \"order_id\": \"it's \\\"ö\\\" 🔑\", \"total\": 1.50 }";
        ObjectNode first = record("k1").put("data", text);
        ObjectNode second = record("it's \"k2\"");
        second.putObject("data")
                .put("order_id", "</script> é")
                .put("total", 1.5)
                .putObject("nested");

        Answer answer = api.post("/events/batch/orders", batch(first, second));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("failed").asInt()).isZero();
        List<Stored> stored = api.stored("orders");
        assertThat(stored).extracting(Stored::partitionKey).containsExactly("k1", "it's \"k2\"");
        assertThat(stored.get(0).body()).isEqualTo(text);
        assertThat(stored.get(1).envelope().path("body")).isEqualTo(second.path("data"));
        for (int i = 0; i < 2; i++) {
            JsonNode result = answer.json().path("results").path(i);
            assertThat(result.path("index").asInt()).isEqualTo(i);
            assertThat(result.path("status").asInt()).isEqualTo(202);
            assertThat(result.path("shardId").asText()).isEqualTo("shardId-000000000000");
            assertThat(result.path("sequenceNumber").asText())
                    .isEqualTo(stored.get(i).sequenceNumber());
            assertThat(stored.get(i).envelope().path("requestId"))
                    .isEqualTo(answer.json().path("requestId"));
        }
    }

    @Test
    void shouldWriteNumbersOfObjectsAsApiGatewayDoes() throws IOException {
        api.post("/events/batch/orders", "{\"records\":[{\"data\":{\"a\":1.50},\"partitionKey\":\"k\"}]}");

        assertThat(api.stored("orders").get(0).envelope().path("body").toString())
                .isEqualTo("{\"a\":1.5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                     | body: [object has missing required properties ([\"records\"])",
                "~~                                     | body: [object has missing required properties ([\"records\"])",
                "[]                                     | body: [instance type (array) does not match",
                "{\"records\":{}}                       | body: [instance type (object) does not match",
                "{\"records\":                          | body: [not JSON at line 1",
                "{\"records\":[]}                       | records: 0 (expected: 1-500 records)",
                "{\"records\":[GOOD,{\"partitionKey\":\"k\"}]} | records[1].data: missing or empty (expected: JSON text, or an object)",
                "{\"records\":[GOOD,{\"data\":\"\",\"partitionKey\":\"k\"}]} | records[1].data: missing or empty",
                "{\"records\":[GOOD,{\"data\":\"  \",\"partitionKey\":\"k\"}]} | records[1].data: missing or empty",
                "{\"records\":[GOOD,{\"data\":\"{}\",\"partitionKey\":\" \"}]} | records[1].partitionKey: missing or empty",
                "{\"records\":[GOOD,{\"data\":null,\"partitionKey\":\"k\"}]} | records[1].data: missing or empty",
                "{\"records\":[GOOD,{\"data\":7,\"partitionKey\":\"k\"}]} | records[1].data: neither text nor an object",
                "{\"records\":[GOOD,{\"data\":[{}],\"partitionKey\":\"k\"}]} | records[1].data: neither text nor an object",
                "{\"records\":[GOOD,{\"data\":false,\"partitionKey\":\"k\"}]} | records[1].data: neither text nor an object",
                "{\"records\":[GOOD,{\"data\":\"{}\"}]} | records[1].partitionKey: missing or empty (expected: a string of 1-256 characters)",
                "{\"records\":[GOOD,{\"data\":\"{}\",\"partitionKey\":\"\"}]} | records[1].partitionKey: missing or empty",
                "{\"records\":[GOOD,{\"data\":\"{}\",\"partitionKey\":5}]} | records[1].partitionKey: not a string",
                "{\"records\":[GOOD,{\"data\":\"{}\",\"partitionKey\":{}}]} | records[1].partitionKey: not a string",
                "{\"records\":[GOOD,{\"data\":\"{}\",\"partitionKey\":\"\\u3000\"}]} | records[1].partitionKey: missing or empty",
                "{\"records\":[GOOD,{\"data\":\"\\u00a0\",\"partitionKey\":\"k\"}]} | records[1].data: missing or empty",
                "{\"records\":[GOOD,GOOD,\"text\"]}     | records[2]: not an object (expected: an object with data and partitionKey)",
                "{\"records\":[GOOD,null]}              | records[1]: not an object",
                "{\"records\":[7,GOOD]}                 | records[0]: not an object",
                "{\"records\":[[GOOD]]}                 | records[0]: not an object"
            })
    void shouldSayWhatIsWrongInWhichRecord(String body, String error) throws IOException {
        Answer answer = api.post("/events/batch/orders", body.replace("GOOD", GOOD));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith(error);
        assertThat(api.stored("orders")).isEmpty();
    }

    @Test
    void shouldTakeFiveHundredRecordsAndNoMore() throws IOException {
        Answer full = api.post("/events/batch/orders", batch(500));
        Answer over = api.post("/events/batch/orders", batch(501));
        Answer far = api.post("/events/batch/orders", batch(2000));

        assertThat(full.status()).isEqualTo(202);
        assertThat(full.json().path("accepted").asInt()).isEqualTo(500);
        assertThat(over.status()).isEqualTo(400);
        assertThat(over.error()).isEqualTo("records: 501 (expected: 1-500 records)");
        assertThat(far.error()).isEqualTo("records: 2000 (expected: 1-500 records)");
        assertThat(api.stored("orders")).hasSize(500);
    }

    @Test
    void shouldNameTheRecordThatIsTooLarge() throws IOException {
        String text = "x".repeat(262_145);
        ObjectNode object = record("k");
        object.putObject("data").put("a", text);

        Answer ofText = api.post(
                "/events/batch/orders",
                batch(record("k").put("data", "{}"), record("k").put("data", text)));
        Answer ofObject = api.post("/events/batch/orders", batch(object));
        Answer ofKey =
                api.post("/events/batch/orders", batch(record("k".repeat(257)).put("data", "{}")));

        assertThat(ofText.status()).isEqualTo(413);
        assertThat(ofText.error()).isEqualTo("records[1].data: 262145 bytes (expected: at most 262144)");
        assertThat(ofObject.status()).isEqualTo(413);
        assertThat(ofObject.error()).startsWith("records[0].data: 262153 bytes");
        assertThat(ofKey.error())
                .isEqualTo("records[0].partitionKey: 257 characters (expected: a string of 1-256 characters)");
        assertThat(api.stored("orders")).isEmpty();
    }

    @Test
    void shouldRefuseABatchThatIsTooLargeForKinesis() throws IOException {
        // é is two bytes for the client and six in the stream, so 4 MB of it become 12.
        ArrayNode records = ApiFixture.MAPPER.createArrayNode();
        for (int i = 0; i < 16; i++) {
            records.add(record("k" + i).put("data", "é".repeat(131_072)));
        }
        Answer answer = api.post("/events/batch/orders", "{\"records\":" + records + "}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).startsWith("body: too large for Kinesis");
        assertThat(api.stored("orders")).isEmpty();
    }

    @Test
    void shouldNotKnowOtherTypes() {
        assertThat(api.post("/events/batch/refunds", batch(1)).status()).isEqualTo(404);
        assertThat(api.post("/events/batch/orders/all", batch(1)).error()).startsWith("path: unknown");
    }

    @Test
    void shouldTellTheResultOfEachRecord() throws IOException {
        api.kinesis.failPuts(key -> key.equals("k1") || key.equals("k3"));

        Answer answer = api.post("/events/batch/orders", batch(4));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("failed").asInt()).isEqualTo(2);
        assertThat(answer.json().findValuesAsText("status")).containsExactly("202", "429", "202", "429");
        assertThat(answer.json().findValuesAsText("index")).containsExactly("0", "1", "2", "3");
        assertThat(answer.json().path("results").path(1).path("error").asText()).startsWith("Kinesis: throttled");
        assertThat(answer.json().path("results").path(1).has("sequenceNumber")).isFalse();
        assertThat(api.stored("orders")).extracting(Stored::partitionKey).containsExactly("k0", "k2");
    }

    @Test
    void shouldTellAClientToWaitWhileAllIsThrottled() throws IOException {
        api.kinesis.failPuts(key -> true);

        Answer answer = api.post("/events/batch/orders", batch(3));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.json().path("accepted").asInt()).isZero();
        assertThat(api.stored("orders")).isEmpty();
    }

    private static String batch(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> record("k" + i).put("data", "{\"order_id\":\"o\"}").toString())
                .collect(joining(",", "{\"records\":[", "]}"));
    }

    private static String batch(ObjectNode... records) {
        return "{\"records\":" + ApiFixture.MAPPER.createArrayNode().addAll(List.of(records)) + "}";
    }

    private static ObjectNode record(String partitionKey) {
        return ApiFixture.MAPPER.createObjectNode().put("partitionKey", partitionKey);
    }
}
