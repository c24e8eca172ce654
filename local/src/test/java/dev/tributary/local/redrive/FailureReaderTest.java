package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.GivenUpEvent;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.Failure.Unreadable;
import dev.tributary.record.RecordId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReaderTest {

    private static final String BATCH = """
            {"requestContext": {"requestId": "r", "functionArn": "arn:aws:lambda:eu-west-1:1:function:enrich:live",
              "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 3}, "version": "1.0",
             "timestamp": "2026-01-02T03:05:00.123Z",
             "KinesisBatchInfo": {"shardId": "shardId-000000000007", "startSequenceNumber": "49600",
              "endSequenceNumber": "49601", "batchSize": 2, "streamArn": "arn:aws:kinesis:eu-west-1:1:stream/orders"}%s}""";

    @Test
    void shouldReadTheLetterOfARecord() {
        RecordLetter letter = (RecordLetter) read(Letters.of(7, 3, "customer-1", "{}", "request-1"));

        assertThat(letter.recordId()).isEqualTo(new RecordId("events", Letters.SHARD, "7", 3));
        assertThat(letter.function()).isEqualTo(Letters.FUNCTION);
        assertThat(letter.stage()).isEqualTo("decode");
        assertThat(letter.reason()).isEqualTo("POISON");
        assertThat(letter.requestId()).isEqualTo("request-1");
        assertThat(letter.at()).isEqualTo("2026-01-02T03:05:00Z");
        assertThat(letter.arrival()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(letter.source()).isEqualTo(Letters.STREAM_ARN);
        assertThat(letter.partitionKey()).isEqualTo("customer-1");
        assertThat(letter.payload().base64()).isEqualTo(Optional.of("e30="));
    }

    @Test
    void shouldReadTheLetterOfAPiece() {
        PieceLetter letter = (PieceLetter) read(Letters.ofPiece(12, "request-1"));

        assertThat(letter.id()).isEqualTo("raw.0123456789abcdef0123456789abcdef.12.0");
        assertThat(letter.object().uri()).isEqualTo("s3://raw/raw/a b+c");
        assertThat(letter.object().versionId()).contains("v1");
        assertThat(letter.object().eTag()).contains("e1");
    }

    @Test
    void shouldReadABatchThatLambdaGaveUp() {
        GivenUpBatch batch = (GivenUpBatch) read(BATCH.formatted(", \"payload\": \"{\\\"Records\\\":[]}\""));

        assertThat(batch.function()).isEqualTo("enrich");
        assertThat(batch.reason()).isEqualTo("RetryAttemptsExhausted");
        assertThat(batch.at()).isEqualTo(Instant.parse("2026-01-02T03:05:00.123Z"));
        assertThat(batch.id()).isEqualTo("shardId-000000000007.49600");
        assertThat(batch.sequence()).isEqualTo(BigInteger.valueOf(49_600));
        assertThat(batch.records()).isEqualTo(2);
        assertThat(new String(batch.event(), UTF_8)).isEqualTo("{\"Records\":[]}");
    }

    @Test
    void shouldReadAnEventThatLambdaGaveUpAndKeepItsNumbers() {
        GivenUpEvent event = (GivenUpEvent) read("""
                {"version": "1.0", "timestamp": "2026-01-02T03:05:00.123Z",
                 "requestContext": {"requestId": "r-1", "functionArn": "arn:aws:lambda:eu-west-1:1:function:cdc",
                  "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                 "requestPayload": {"n": 1.50},
                 "responsePayload": {"errorType": "SomeException", "errorMessage": "why"}}""");

        assertThat(event.function()).isEqualTo("cdc");
        assertThat(event.id()).isEqualTo("r-1");
        assertThat(event.message()).isEqualTo("SomeException: why");
        assertThat(new String(event.event(), UTF_8)).isEqualTo("{\"n\":1.50}");
    }

    @Test
    void shouldTellOfABatchWithoutItsRecordsWhereTheyWere() {
        Unreadable told = (Unreadable) read(BATCH.formatted(""));

        assertThat(told.id()).isEqualTo("place");
        assertThat(told.message())
                .contains("holds none", "stream/orders", "shardId-000000000007", "49600 to 49601", "(expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{}", "[]", "1", "{\"payloadSha256\": \"x\"}", "{\"requestPayload\": {}}"})
    void shouldSayWhatIsNoFailure(String document) {
        Unreadable told = (Unreadable) read(document);

        assertThat(told.message()).contains("(expected: ");
    }

    @Test
    void shouldNotTakeALetterOfAnotherVersion() {
        Unreadable told = (Unreadable) read(Letters.of(1).replace("\"version\": 1", "\"version\": 2"));

        assertThat(told.message()).isEqualTo("dead letter of version 2 (expected: 1)");
    }

    private static Failure read(String document) {
        return FailureReader.read(document.getBytes(UTF_8), "place");
    }
}
