package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad record is set aside with a reason and its bytes, and none of its neighbours with it. */
class BadInputTest {

    private static final byte[] GOOD = "{\"user_id\":\"user123\"}".getBytes(UTF_8);
    private static final int MIB = 1 << 20;

    private final HandlerFixture fixture = new HandlerFixture();

    static Stream<Arguments> badEvents() {
        return Stream.of(
                bad("no bytes", "", "decode", "EMPTY"),
                bad("blanks", " \n ", "decode", "EMPTY"),
                bad("no JSON", "hello", "decode", "MALFORMED_JSON"),
                bad("half of an object", "{\"user_id\":\"user1", "decode", "MALFORMED_JSON"),
                bad("two objects", "{}{}", "decode", "MALFORMED_JSON"),
                bad("an array", "[{}]", "decode", "NOT_AN_OBJECT"),
                bad("a text", "\"{}\"", "decode", "NOT_AN_OBJECT"),
                bad("null", "null", "decode", "NOT_AN_OBJECT"),
                bad("deep objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "decode", "TOO_DEEP"),
                bad("deep arrays", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", "decode", "TOO_DEEP"),
                bad("400 digits", "{\"n\":" + "9".repeat(400) + "}", "decode", "NUMBER_TOO_LONG"),
                bad("400 decimals", "{\"n\":0." + "9".repeat(400) + "}", "decode", "NUMBER_TOO_LONG"),
                bad("an endless exponent", "{\"n\":1e99999999999}", "decode", "LIMIT_EXCEEDED"),
                bad("a key twice", "{\"user_id\":\"a\",\"user_id\":\"b\"}", "decode", "DUPLICATE_KEY"),
                bad("a nested key twice", "{\"a\":{\"b\":1,\"b\":1}}", "decode", "DUPLICATE_KEY"),
                bad("half a surrogate pair", "{\"a\":\"\\ud800\"}", "decode", "INVALID_TEXT"),
                badBytes("no UTF-8", "{\"a\":\"\u00ff\"}", "decode", "INVALID_UTF8"),
                badBytes("an overlong form", "{\"a\":\"\u00c0\u00af\"}", "decode", "INVALID_UTF8"),
                bad("a key that is true", "{\"user_id\":true}", "decode", "INVALID_KEY"),
                bad("a key that is an object", "{\"user_id\":{}}", "decode", "INVALID_KEY"),
                bad("a key that is empty", "{\"user_id\":\"\"}", "decode", "INVALID_KEY"),
                bad("a key that is too long", "{\"user_id\":\"" + "k".repeat(2_049) + "\"}", "decode", "INVALID_KEY"),
                bad("a key that is too large", "{\"user_id\":1e999}", "decode", "INVALID_KEY"),
                bad("a field of ours", "{\"enrichment\":1}", "decode", "FIELD_COLLISION"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void shouldSetAsideTheBadEventAlone(String name, byte[] payload, String stage, String reason) throws IOException {
        assertThat(fixture.handle(List.of(GOOD, payload, GOOD))).isEmpty();

        assertThat(fixture.lines(1))
                .extracting(line ->
                        HandlerFixture.json(line).at("/enrichment/recordId").textValue())
                .containsExactly("orders.shardId-000000000000.1.0", "orders.shardId-000000000000.3.0");
        assertThat(fixture.sqs.messages()).hasSize(1);
        assertThat(fixture.sqs.messages().get(0).attributes())
                .containsEntry("stage", stage)
                .containsEntry("reason", reason);
        JsonNode letter = fixture.deadLetter(0);
        assertThat(letter.path("id").textValue()).isEqualTo("orders.shardId-000000000000.2.0");
        assertThat(letter.path("stage").textValue()).isEqualTo(stage);
        assertThat(letter.path("reason").textValue()).isEqualTo(reason);
        assertThat(letter.path("message").textValue()).contains("(expected: ").doesNotContain("Exception");
        assertThat(letter.path("payload").binaryValue()).isEqualTo(payload);
    }

    @Test
    void shouldSetAsideAnOversizedEventWithAPointerToIt() {
        byte[] oversized = ("{\"user_id\":\"user123\",\"pad\":\"" + "x".repeat(MIB) + "\"}").getBytes(UTF_8);

        assertThat(fixture.handle(List.of(GOOD, oversized, GOOD))).isEmpty();

        assertThat(fixture.lines(1)).hasSize(2);
        JsonNode letter = fixture.deadLetter(0);
        assertThat(letter.path("reason").textValue()).isEqualTo("OVERSIZED");
        assertThat(letter.path("message").textValue())
                .isEqualTo(oversized.length + " bytes (expected: at most 262144, as MAX_EVENT_BYTES says)");
        assertThat(letter.has("payload")).isFalse();
        String key = "dead-letters/enrichment/orders.shardId-000000000000.2.0";
        assertThat(letter.path("payloadRef").textValue()).isEqualTo("s3://failures/" + key);
        assertThat(fixture.s3.object("failures", key).bytes()).isEqualTo(oversized);
    }

    @Test
    void shouldTakeAnEventOfTheLargestSize() {
        String head = "{\"pad\":\"";
        byte[] largest = (head + "x".repeat(262_144 - head.length() - 2) + "\"}").getBytes(UTF_8);

        assertThat(fixture.handle(List.of(largest))).isEmpty();

        assertThat(fixture.lines(1)).hasSize(1);
    }

    @Test
    void shouldSetAsideARecordWithoutData() {
        KinesisEvent event = fixture.nextEvent(List.of(GOOD, GOOD));
        event.getRecords().get(0).getKinesis().setData(null);

        assertThat(fixture.handle(event)).isEmpty();

        assertThat(fixture.lines(1)).hasSize(1);
        assertThat(fixture.deadLetter(0).path("reason").textValue()).isEqualTo("EMPTY");
        assertThat(fixture.deadLetter(0).path("payload").textValue()).isEmpty();
    }

    @Test
    void shouldAnswerAnEmptyEventWithoutACall() {
        assertThat(fixture.handle((KinesisEvent) null)).isEmpty();
        assertThat(fixture.handle(new KinesisEvent())).isEmpty();
        assertThat(fixture.handle(List.of())).isEmpty();

        assertThat(fixture.dynamoDb.calls()).isEmpty();
        assertThat(fixture.sqs.calls()).isEmpty();
        assertThat(fixture.s3.puts()).isEmpty();
    }

    private static Arguments bad(String name, String payload, String stage, String reason) {
        return arguments(name, payload.getBytes(UTF_8), stage, reason);
    }

    /** The text's characters are bytes. */
    private static Arguments badBytes(String name, String payload, String stage, String reason) {
        return arguments(name, payload.getBytes(ISO_8859_1), stage, reason);
    }
}
