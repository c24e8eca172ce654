package dev.tributary.enrichment;

import static dev.tributary.enrichment.PipesFixture.event;
import static dev.tributary.enrichment.PipesFixture.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.batch.AnswerTooLargeException;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** The pipe keeps a batch, and sends it again, unless it gets an answer: so there is none unless every record is cared for. */
class PipesFailuresTest {

    private final PipesFixture fixture = new PipesFixture();

    static Stream<SdkException> tableFailures() {
        return Stream.of(
                AwsFailures.throttled(),
                AwsFailures.timedOut(),
                AwsFailures.disconnected(),
                AwsFailures.dynamoDb(500, "InternalServerError"),
                AwsFailures.dynamoDb(400, "AccessDeniedException"),
                AwsFailures.dynamoDb(400, "ResourceNotFoundException"));
    }

    @ParameterizedTest
    @MethodSource("tableFailures")
    void shouldFailWhenTheTableDoes(SdkException failure) {
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.BATCH_GET, failure);

        assertThatThrownBy(() -> fixture.handle("{\"note\":\"s3cret\"}", "bad", order("PROD-001", "1")))
                .isInstanceOf(NothingCommittedException.class)
                .hasCause(failure)
                .hasMessageStartingWith("0 of 3 records committed: RETRY at orders.shardId-000000000000.1.0, ")
                .hasMessageEndingWith("; all of them will be tried again")
                .hasMessageNotContaining("s3cret");
        assertThat(fixture.sqs.messages()).as("of a batch that comes again").isEmpty();
    }

    @Test
    void shouldFailWhenTheTableIsMissing() {
        PipesFixture other = new PipesFixture(Map.of(
                "ENRICHMENT_SOURCES",
                "[{\"name\":\"p\",\"table\":\"none\",\"key\":{\"id\":\"/productId\"},\"into\":\"\"}]"));

        assertThatThrownBy(() -> other.handle(order("PROD-001", "1")))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageContaining("RESOURCE_MISSING, ResourceNotFoundException");
    }

    @Test
    void shouldFailForAKeyThatIsNeverProcessed() {
        fixture.dynamoDb.leaveUnprocessed(key -> key.toString().contains("PROD-002"));

        assertThatThrownBy(() -> fixture.handle(order("PROD-001", "1"), order("PROD-002", "1")))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageStartingWith("0 of 2 records committed: RETRY");
    }

    @Test
    void shouldFailWhenADeadLetterIsNotDurable() {
        fixture.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(503, "ServiceUnavailable"));

        assertThatThrownBy(() -> fixture.handle(order("PROD-001", "1"), "bad"))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageContaining("DEAD_LETTER_NOT_WRITTEN")
                .hasMessageContaining("ServiceUnavailable (503)");
    }

    @Test
    void shouldFailWhenTheBytesOfALargeDeadLetterAreNotDurable() {
        fixture.s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(403, "AccessDenied"));

        assertThatThrownBy(() -> fixture.handle("{\"pad\":\"" + "x".repeat(300_000) + "\"}"))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageContaining("DEAD_LETTER_NOT_WRITTEN")
                .hasMessageContaining("ACCESS_DENIED, AccessDenied (403)");
    }

    @Test
    void shouldFailWhenTheTimeForProcessingIsUp() {
        PipesFixture[] slow = new PipesFixture[1];
        slow[0] = new PipesFixture(event -> slow[0].clock.advance(Duration.ofSeconds(40)));

        assertThatThrownBy(() -> slow[0].handle("{}", "{}", "{}", "{}"))
                .isInstanceOf(NothingCommittedException.class)
                .hasNoCause()
                .hasMessageContaining("0 of 4 records committed: DEADLINE at orders.shardId-000000000000.1.0");
    }

    @Test
    void shouldAnswerTheSameBatchOnceTheTableAnswers() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Fault.Effect.NONE);
        assertThatThrownBy(() -> fixture.handle(order("PROD-001", "5"), "bad"))
                .isInstanceOf(NothingCommittedException.class);

        assertThat(fixture.handle(order("PROD-001", "5"), "bad")).hasSize(1);
        assertThat(fixture.sqs.messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Records\":[]}", "{}", "null", "", "[{\"eventSource\":\"aws:sqs\"}]"})
    void shouldRefuseWhatIsNoArrayOfKinesisRecords(String event) {
        assertThatThrownBy(() -> fixture.answer(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event")
                .hasMessageContaining("(expected: an array of Kinesis records, as EventBridge Pipes sends it");
    }

    @Test
    void shouldRefuseAnAnswerThatLambdaWouldNotPassOn() {
        PipesFixture wide = new PipesFixture(Map.of("MAX_ANSWER_BYTES", "6291556", "MAX_EVENT_BYTES", "1048576"));
        String[] events = IntStream.range(0, 7).mapToObj(i -> padded(1_000_000)).toArray(String[]::new);

        assertThatThrownBy(() -> wide.handle(events))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageContaining("answer: 7001")
                .hasMessageContaining("with the first 7 of its records (expected: at most 6291556 bytes")
                .hasMessageContaining("PipeBatchSize")
                .hasMessageContaining("ENRICHMENT_SOURCES")
                .hasMessageContaining("MAX_EVENT_BYTES")
                .hasMessageContaining("MAX_ANSWER_BYTES")
                .hasMessageNotContaining("xxx");
        assertThat(wide.handle(padded(1_000_000), padded(1_000_000)))
                .as("a part of them")
                .hasSize(2);
    }

    @Test
    void shouldRefuseMoreRecordsThanThePipesTargetTakes() {
        String[] events = IntStream.range(0, 501).mapToObj(i -> "{}").toArray(String[]::new);

        assertThatThrownBy(() -> fixture.handle(events))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageContaining("with the first 501 of its records")
                .hasMessageContaining("and 500 records");
    }

    @Test
    void shouldSetAsideARecordWhoseAnswerAloneIsTooLarge() {
        PipesFixture narrow = new PipesFixture(Map.of("MAX_ANSWER_BYTES", "2000"));
        String event = padded(1_990);

        assertThat(narrow.answer(event(event))).isEqualTo("[]");

        assertThat(narrow.deadLetters()).containsExactly("orders.shardId-000000000000.1.0 answer ANSWER_TOO_LARGE");
        assertThat(narrow.deadLetter(0).path("payload").textValue())
                .as("the bytes as they came")
                .isEqualTo(Base64.getEncoder().encodeToString(event.getBytes(UTF_8)));
    }

    private static String padded(int bytes) {
        return "{\"pad\":\"" + "x".repeat(bytes - 10) + "\"}";
    }
}
