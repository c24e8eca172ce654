package dev.tributary.enrichment;

import static dev.tributary.enrichment.HandlerFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the function asks of AWS, and what it does when AWS fails. */
class AwsCallsTest {

    private static final String USER = "{\"user_id\":\"user123\"}";

    private final HandlerFixture fixture = new HandlerFixture();

    @Test
    void shouldMakeTwoCallsWithAColdCacheAndOneWithAWarmOne() {
        assertThat(fixture.handle(events(1_000, 100))).isEmpty();

        assertThat(calls()).isEqualTo(Map.of(FakeDynamoDb.BATCH_GET, 1, FakeS3.PUT, 1));
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(100);

        assertThat(fixture.handle(events(1_000, 100))).isEmpty();

        assertThat(calls()).isEqualTo(Map.of(FakeDynamoDb.BATCH_GET, 1, FakeS3.PUT, 2));
        assertThat(fixture.lines(1_001)).hasSize(1_000);
    }

    @Test
    void shouldThrowWhenTheTableIsThrottledFromTheFirstRecordOn() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Fault.Effect.NONE);

        assertThatThrownBy(() -> fixture.handle(USER, "{}"))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageContaining("ProvisionedThroughputExceededException");

        assertThat(fixture.s3.objects()).isEmpty();
        assertThat(fixture.sqs.messages()).isEmpty();
    }

    @Test
    void shouldHandBackFromTheFirstRecordThatATableDoesNotAnswerFor() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Fault.Effect.NONE);

        assertThat(fixture.handle("{}", "bad", USER, "{}")).containsExactly("3");

        assertThat(fixture.lines(1)).hasSize(1);
        assertThat(fixture.sqs.messages()).hasSize(1);
    }

    @Test
    void shouldWriteWhatWasLookedUpBeforeATableFailed() {
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 2, AwsFailures.throttled(), Fault.Effect.NONE);

        assertThat(fixture.handle(events(250, 250))).containsExactly("101");

        assertThat(fixture.lines(1)).hasSize(100);
        assertThat(calls()).containsEntry(FakeDynamoDb.BATCH_GET, 2);
    }

    @Test
    void shouldHandBackWhatDynamoDbNeverProcesses() {
        fixture.dynamoDb.leaveUnprocessed(key -> key.toString().contains("user456"));

        assertThat(fixture.handle(USER, "{\"user_id\":\"user456\"}")).containsExactly("2");

        assertThat(json(fixture.lines(1).get(0)).at("/enrichment/status").textValue())
                .isEqualTo("enriched");
    }

    @Test
    void shouldEnrichTheSameRecordsAgainOnceTheTableAnswers() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.timedOut(), Fault.Effect.NONE);
        KinesisEvent event = fixture.nextEvent(List.of(USER.getBytes(UTF_8)));
        assertThatThrownBy(() -> fixture.handle(event)).isInstanceOf(NothingCommittedException.class);

        assertThat(fixture.handle(event)).isEmpty();

        assertThat(json(fixture.lines(1).get(0)).at("/user/name").textValue()).isEqualTo("John Doe");
    }

    private static List<byte[]> events(int count, int users) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("{\"user_id\":\"u" + i % users + "\",\"n\":" + i + "}").getBytes(UTF_8))
                .toList();
    }

    /** Every call of every service, by operation. */
    private Map<String, Integer> calls() {
        Map<String, Integer> calls = new HashMap<>();
        calls.put(FakeDynamoDb.BATCH_GET, fixture.dynamoDb.faults().calls(FakeDynamoDb.BATCH_GET));
        calls.put(FakeS3.PUT, fixture.s3.faults().calls(FakeS3.PUT));
        calls.put(FakeS3.HEAD, fixture.s3.faults().calls(FakeS3.HEAD));
        calls.put(FakeSqs.SEND, fixture.sqs.faults().calls(FakeSqs.SEND));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }
}
