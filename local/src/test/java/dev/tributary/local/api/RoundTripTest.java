package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client writes comes out of the request's templates as it was. */
class RoundTripTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ApiDefinition API = OpenApi.read(ApiFixture.api(Map.of()));

    @Property(tries = 500)
    void shouldKeepEveryTextOfASingleEvent(@ForAll("texts") String text, @ForAll("texts") String space) {
        String body = "{\"order_id\":" + quoted("k" + text) + ",\"raw\":1.50," + blanks(space) + "\"t\":" + quoted(text)
                + "}";

        JsonNode call = mapped("/events/orders", body);

        assertThat(envelope(call.path("Data")).path("body").textValue()).isEqualTo(body);
        assertThat(call.path("PartitionKey").textValue()).isEqualTo("k" + text);
    }

    /** Also what is not JSON within, since a batch's text is the client's own affair. */
    @Property(tries = 500)
    void shouldKeepEveryTextOfABatch(@ForAll("texts") String text) {
        ObjectNode batch = MAPPER.createObjectNode();
        batch.putArray("records").addObject().put("data", "x" + text).put("partitionKey", "k" + text);

        JsonNode record = mapped("/events/batch/orders", batch.toString()).at("/Records/0");

        assertThat(envelope(record.path("Data")).path("body").textValue()).isEqualTo("x" + text);
        assertThat(record.path("PartitionKey").textValue()).isEqualTo("k" + text);
    }

    @Property(tries = 200)
    void shouldKeepTheTextsOfObjectsOfABatch(@ForAll("texts") String text) {
        ObjectNode batch = MAPPER.createObjectNode();
        ObjectNode record = batch.putArray("records").addObject().put("partitionKey", "k");
        record.putObject("data")
                .put(text, text)
                .putArray("list")
                .add(text)
                .add(true)
                .addNull();

        JsonNode call = mapped("/events/batch/orders", batch.toString()).at("/Records/0");

        assertThat(envelope(call.path("Data")).path("body")).isEqualTo(record.path("data"));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> awkward = Arbitraries.of(
                "'",
                "\\'",
                "\"",
                "\\",
                "\\\\",
                "/",
                "</script>",
                "$input.body",
                "$!x",
                "#set($a = 1)",
                "#end",
                "##",
                "${x}",
                "\u0000",
                "\u0008",
                "\t",
                "\n",
                "\r",
                "\u001f",
                "\u007f",
                "\u0085",
                "\u00a0",
                "é",
                "\u2028",
                "\u2029",
                "\ufeff",
                "🔑",
                "refused<200|ok>",
                "{}",
                "&lt;");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(3).filter(RoundTripTest::isUnicode);
        return Arbitraries.oneOf(awkward, any).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    /** A lone half of a surrogate pair cannot be sent. */
    private static boolean isUnicode(String text) {
        return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static String blanks(String text) {
        return text.replaceAll("[^\\t\\r\\n ]", " ");
    }

    private static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Kinesis would be asked. */
    private static JsonNode mapped(String path, String body) {
        JsonNode[] call = new JsonNode[1];
        RestApi api = new RestApi(
                API,
                (action, request, subject) -> {
                    call[0] = MAPPER.readTree(request);
                    return new KinesisCall.Answer(500, "");
                },
                "");
        api.answer(new ApiRequest("id", ApiFixture.NOW, "POST", path, Map.of(), Map.of(), body));
        return call[0];
    }

    private static JsonNode envelope(JsonNode data) {
        try {
            JsonNode envelope = MAPPER.readTree(Base64.getDecoder().decode(data.textValue()));
            assertThat(envelope.path("receivedAt").asLong()).isEqualTo(ApiFixture.NOW.toEpochMilli());
            return envelope;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
