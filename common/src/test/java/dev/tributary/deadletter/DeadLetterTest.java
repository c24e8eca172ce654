package dev.tributary.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.record.Input;
import dev.tributary.record.ObjectPiece;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    private static final Instant FAILED_AT = Instant.parse("2026-03-04T05:06:09.001Z");
    private static final Rejection REJECTION =
            new Rejection("decode", "MALFORMED_JSON", "not JSON at line 1, column 2 (expected: one JSON object)");

    private static final ObjectVersion VERSION =
            new ObjectVersion("lake", "raw/größe \u0000.gz", Optional.of("v1"), Optional.of("abc"));

    private final ObjectMapper reader = new ObjectMapper();

    @Test
    void shouldWriteExactlyTheFieldsOfTheEnvelope() throws IOException {
        String envelope = letter(Records.record(7, "abc")).envelope();

        assertThat(reader.readTree(envelope)).isEqualTo(reader.readTree("""
                {"version": 1,
                 "id": "orders.shardId-000000000000.7.0",
                 "source": {
                   "type": "aws:kinesis",
                   "arn": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
                   "shard": "shardId-000000000000",
                   "sequence": "7",
                   "subSequence": 0,
                   "partitionKey": "customer-1",
                   "arrivalTime": "2026-03-04T05:06:07.890Z"},
                 "stage": "decode",
                 "reason": "MALFORMED_JSON",
                 "message": "not JSON at line 1, column 2 (expected: one JSON object)",
                 "function": "enrichment",
                 "requestId": "request-1",
                 "failedAt": "2026-03-04T05:06:09.001Z",
                 "payload": "YWJj",
                 "payloadSha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
                """));
    }

    @Test
    void shouldWriteExactlyTheFieldsOfAPieceOfAnObject() throws IOException {
        String envelope = letter(piece(VERSION, 3, "abc")).envelope();

        assertThat(reader.readTree(envelope)).isEqualTo(reader.readTree("""
                {"version": 1,
                 "id": "lake.%s.17.0",
                 "source": {
                   "type": "aws:s3",
                   "arn": "arn:aws:s3:::lake",
                   "bucket": "lake",
                   "key": "raw/größe \\u0000.gz",
                   "version": "v1",
                   "eTag": "abc",
                   "offset": 17,
                   "length": 3,
                   "arrivalTime": "2026-03-04T05:06:07.890Z"},
                 "stage": "decode",
                 "reason": "MALFORMED_JSON",
                 "message": "not JSON at line 1, column 2 (expected: one JSON object)",
                 "function": "enrichment",
                 "requestId": "request-1",
                 "failedAt": "2026-03-04T05:06:09.001Z",
                 "payload": "YWJj",
                 "payloadSha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
                """.formatted(VERSION.identity())));
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(envelope)).isTrue();
    }

    @Test
    void shouldLeaveOutWhatIsNotKnownOfAnObject() throws IOException {
        ObjectVersion version = new ObjectVersion("lake", "key", Optional.empty(), Optional.of("abc"));

        JsonNode source =
                reader.readTree(letter(piece(version, 3, "abc")).envelope()).path("source");

        assertThat(source.has("version")).isFalse();
        assertThat(source.path("eTag").textValue()).isEqualTo("abc");
    }

    @Test
    void shouldSayThatThePayloadIsNotAllOfThePiece() throws IOException {
        DeadLetter letter = letter(piece(VERSION, 1L << 40, "abc"));

        for (String envelope : List.of(letter.envelope(), letter.envelope("s3://bucket/key"))) {
            JsonNode read = reader.readTree(envelope);
            assertThat(read.path("payloadTruncated").booleanValue()).isTrue();
            assertThat(read.at("/source/length").longValue()).isEqualTo(1L << 40);
            assertThat(read.path("payloadSha256").textValue()).startsWith("ba7816bf");
        }
    }

    @Test
    void shouldPointToThePayloadInItsPlace() throws IOException {
        JsonNode envelope = reader.readTree(letter(Records.record(7, "abc")).envelope("s3://bucket/key"));

        assertThat(envelope.path("payloadRef").textValue()).isEqualTo("s3://bucket/key");
        assertThat(envelope.has("payload")).isFalse();
        assertThat(envelope.path("payloadSha256").textValue()).startsWith("ba7816bf");
    }

    @Test
    void shouldKeepEveryByteOfThePayload() throws IOException {
        byte[] payload = new byte[256];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }

        JsonNode envelope =
                reader.readTree(letter(Records.record(Records.id(1), payload)).envelope());

        assertThat(Base64.getDecoder().decode(envelope.path("payload").textValue()))
                .isEqualTo(payload);
    }

    @Test
    void shouldKeepAnEmptyPayload() throws IOException {
        JsonNode envelope = reader.readTree(letter(Records.record(1, "")).envelope());

        assertThat(envelope.path("payload").textValue()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "\uFFFE", "\uFFFF", "\uD800", "a\uDC00b", "\u0000\u001F", "😀", "\"\\"})
    void shouldWriteOddPartitionKeysInAsciiAndReadTheSame(String partitionKey) throws IOException {
        String envelope = letter(Records.withPartitionKey(Records.record(1, "{}"), partitionKey))
                .envelope();

        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(envelope)).isTrue();
        assertThat(envelope.chars()).allMatch(c -> c >= ' ');
        assertThat(reader.readTree(envelope).at("/source/partitionKey").textValue())
                .isEqualTo(partitionKey);
    }

    @Test
    void shouldCutAMessageThatNobodyReadsToItsEnd() {
        Rejection rejection = new Rejection("decode", "REASON", "x".repeat(5_000));

        assertThat(rejection.message()).hasSize(1_001).endsWith("x…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "größe", "two words"})
    void shouldRefuseACodeThatAMessageAttributeCannotHold(String code) {
        assertThatThrownBy(() -> new Rejection("decode", code, "message"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason: \"" + code + "\" (expected: 1-100 characters of [A-Za-z0-9._-])");
        assertThatThrownBy(() -> new Rejection(code, "REASON", "message"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stage: \"" + code + "\"");
    }

    private static ObjectPiece piece(ObjectVersion object, long length, String payload) {
        return new ObjectPiece(object, 17, length, Records.ARRIVAL, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static DeadLetter letter(Input input) {
        return new DeadLetter(input, REJECTION, TestInvocations.begun(new ManualClock(FAILED_AT)), FAILED_AT);
    }
}
