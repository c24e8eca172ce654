package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeBody;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails for a while: the run fails, no message is deleted, and the next run does the work, without waiting for one. */
class FailuresTest {

    private static final String[] ROWS =
            IntStream.range(0, 120).mapToObj(i -> item(i, 1000 + i, 10, 130)).toArray(String[]::new);

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldFailWhereTheLedgerIsThrottledForGood() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.throttled());

        assertFailsAndThenSucceeds();
    }

    @Test
    void shouldFailWhereTheLedgerDoesNotAnswer() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.BATCH_GET, AwsFailures.timedOut());

        assertFailsAndThenSucceeds();
    }

    @Test
    void shouldFailWhereTheLedgerLeavesKeysUnprocessedForGood() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.leaveUnprocessed(key ->
                key.toString().contains("{\\\"id\\\":7}") || key.toString().contains("{\"id\":7}"));
        assertThatThrownBy(fixture::run).hasStackTraceContaining("1 entries unprocessed by DynamoDB");
        assertThat(fixture.waiting()).hasSize(1);

        fixture.dynamoDb.leaveUnprocessed(key -> false);

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeDynamoDb.BATCH_GET, FakeDynamoDb.TRANSACT_WRITE})
    void shouldFailAtOnceWithoutPermission(String operation) {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failAll(operation, AwsFailures.dynamoDb(400, "AccessDeniedException"));

        assertThatThrownBy(fixture::run).hasMessageContaining("AccessDeniedException");
        assertThat(fixture.dynamoDb.faults().calls(operation)).isOne();
        assertThat(fixture.waiting()).hasSize(1);
    }

    @Test
    void shouldAskAgainWhereTheLedgerIsThrottledForAMoment() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 1, AwsFailures.throttled(), Fault.Effect.NONE);
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.TRANSACT_WRITE, 1, AwsFailures.throttled(), Fault.Effect.NONE);
        fixture.dynamoDb
                .faults()
                .failCall(
                        FakeDynamoDb.TRANSACT_WRITE,
                        2,
                        AwsFailures.cancelled("None", "TransactionConflict"),
                        Fault.Effect.NONE);

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
    }

    /** The entries are there, and of this run: they are no other run's. */
    @Test
    void shouldScoreWhatItEnteredWithoutHearingOfIt() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.TRANSACT_WRITE, 1, AwsFailures.timedOut(), Fault.Effect.DONE);

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
        assertThat(fixture.objects(SCORED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 503})
    void shouldFailWhereAnObjectCannotBeOpened(int status) {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failAll(FakeS3.GET, AwsFailures.s3(status, "Code"));

        assertFailsAndThenSucceeds();
    }

    @Test
    void shouldFailWhereThereIsNoBucket() {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failAll(FakeS3.GET, AwsFailures.s3(404, "NoSuchBucket"));

        assertFailsAndThenSucceeds();
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void shouldFailWhereAnObjectBreaksOff() {
        fixture.announce("a", ROWS);
        fixture.s3.breakNextBody(new FakeBody.End(200, new IOException("Connection reset")));

        assertFailsAndThenSucceeds();
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void shouldFailWhereTheObjectCannotBeWritten() {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"));

        assertFailsAndThenSucceeds();
    }

    /** Another put of the same key is on its way, as where the SDK repeats one. */
    @Test
    void shouldPutAgainWhereAnotherPutIsUnderWay() {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failNext(FakeS3.PUT, AwsFailures.conflict(), Fault.Effect.NONE);

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
        assertThat(fixture.lines(SCORED)).hasSize(120);
    }

    @Test
    void shouldFailWhereItIsNotKnownWhetherAnOutputIsThere() {
        fixture.announce("a", ROWS);
        fixture.run();
        fixture.announce("b", ROWS);
        fixture.s3.faults().failAll(FakeS3.HEAD, AwsFailures.s3(503, "SlowDown"));

        assertThatThrownBy(fixture::run).isInstanceOf(RuntimeException.class);
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(fixture.objects(SCORED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeSqs.RECEIVE, FakeSqs.DELETE})
    void shouldFailWhereTheQueueDoes(String operation) {
        fixture.announce("a", ROWS);
        fixture.sqs.faults().failAll(operation, AwsFailures.sqs(503, "ServiceUnavailable"));
        assertThatThrownBy(fixture::run).isInstanceOf(RuntimeException.class);
        assertThat(fixture.waiting()).hasSize(1);

        fixture.sqs.faults().heal();
        fixture.run();

        assertThat(fixture.waiting()).isEmpty();
        assertThat(fixture.lines(SCORED)).hasSize(120);
    }

    /** The failure that counts is the one before; messages are hidden for a while then. */
    @Test
    void shouldTellOfTheFailureWhereMessagesCannotBeGivenBack() {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failAll(FakeS3.GET, AwsFailures.s3(503, "SlowDown"));
        fixture.sqs.faults().failAll(FakeSqs.SHOW, AwsFailures.timedOut());
        assertThatThrownBy(fixture::run).hasStackTraceContaining("SlowDown");

        fixture.s3.faults().heal();
        fixture.sqs.faults().heal();
        assertThat(fixture.run().path("scored").asInt()).isZero();
        fixture.sqs.showAgain();
        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
    }

    /** It comes again, and is a repeat: no reason to fail. */
    @Test
    void shouldGoOnWhereOneMessageCannotBeDeleted() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.announce("b", item(2, 12, 10, 130));
        fixture.sqs.refuseToDelete(entry -> entry.id().equals("0"));

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(2);
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(fixture.sqs.faults().calls(FakeSqs.SHOW))
                .as("all were done, so that none is given back")
                .isZero();
    }

    @Test
    void shouldFailWhereADeadLetterCannotBeSent() {
        fixture.announce("a", item(1, 11, 10, 130), "no row");
        fixture.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.timedOut());
        assertThatThrownBy(fixture::run).hasStackTraceContaining("a dead letter that could not be sent");
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(fixture.scored()).isEmpty();

        fixture.sqs.faults().heal();
        fixture.run();

        assertThat(fixture.letters()).hasSize(1);
        assertThat(fixture.scored()).containsExactly("1@11");
    }

    @Test
    void shouldFailWhereTheLeaseCannotBeTaken() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.PUT, AwsFailures.throttled());

        assertFailsAndThenSucceeds();
    }

    @Test
    void shouldNotFailWhereTheLeaseCannotBeGivenBack() {
        fixture.announce("a", ROWS);
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.DELETE, AwsFailures.throttled());

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(120);
    }

    /** What is done stays done: an object that fails afterwards has its message shown again, and no other. */
    @Test
    void shouldDeleteWhatWasScoredBeforeTheFailure() {
        InferenceFixture small = new InferenceFixture(Map.of("MAX_ROWS", "2"));
        small.announce("a", item(1, 11, 10, 130));
        small.announce("b", item(2, 12, 10, 130), item(3, 13, 10, 130));
        small.announce("c", item(4, 14, 10, 130));
        List<Integer> reads = new ArrayList<>();
        small.s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.GET)) {
                reads.add(nth);
            }
            return operation.equals(FakeS3.GET) && reads.size() == 3
                    ? new Fault(AwsFailures.s3(503, "SlowDown"), Fault.Effect.NONE)
                    : null;
        });

        assertThatThrownBy(small::run).isInstanceOf(RuntimeException.class);

        assertThat(small.scored()).containsExactly("1@11", "2@12");
        assertThat(small.waiting()).hasSize(2);
        small.s3.faults().heal();
        small.run();
        assertThat(small.scored()).containsExactly("1@11", "2@12", "3@13", "4@14");
    }

    private void assertFailsAndThenSucceeds() {
        assertThatThrownBy(fixture::run).isInstanceOf(RuntimeException.class);
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(fixture.scored()).isEmpty();

        fixture.s3.faults().heal();
        fixture.dynamoDb.faults().heal();
        JsonNode answer = fixture.run();

        assertThat(answer.path("scored").asInt()).isEqualTo(120);
        assertThat(fixture.lines(SCORED)).hasSize(120);
        assertThat(fixture.waiting()).isEmpty();
    }
}
