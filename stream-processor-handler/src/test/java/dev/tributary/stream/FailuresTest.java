package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.event;
import static dev.tributary.stream.FlowFixture.numbered;
import static dev.tributary.stream.FlowFixture.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.Fault;
import dev.tributary.testing.Fault.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of events when AWS fails, or the function is killed. */
class FailuresTest {

    private static final Map<String, String> TWO_EACH = Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":2}");

    private final FlowFixture fixture = new FlowFixture(TWO_EACH);
    private final FakeDynamoDb dynamoDb = fixture.dynamoDb;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProvisionedThroughputExceededException",
                "ThrottlingException",
                "InternalServerError",
                "TransactionInProgressException"
            })
    void shouldTryACallAgainWhoseFailurePasses(String code) {
        dynamoDb.faults()
                .failNext(
                        FakeDynamoDb.TRANSACT_WRITE,
                        AwsFailures.dynamoDb(code.startsWith("Internal") ? 500 : 400, code),
                        Effect.NONE);

        assertThat(fixture.handle(event("a", "1", 1), event("a", "2", 2), event("a", "3", 3)))
                .isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("6 123");
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied", 3, "applied"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void shouldTryATransactionAgainThatWasCancelledForWhatPasses(String code) {
        dynamoDb.faults()
                .failNext(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.cancelled("None", "None", code), Effect.NONE);

        assertThat(fixture.handle(event("a", "1", 1), event("a", "2", 2))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("3 12");
    }

    @Test
    void shouldFindWhatATransactionDidWhoseAnswerWasLost() {
        dynamoDb.faults().failNext(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.timedOut(), Effect.DONE);

        assertThat(fixture.handle(event("a", "1", 1), event("a", "2", 2_000), event("a", "3", 3)))
                .isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("2004 123");
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied", 3, "applied"));
        assertThat(fixture.sns.messages()).hasSize(1);
        assertThat(dynamoDb.faults().calls(FakeDynamoDb.TRANSACT_WRITE)).isEqualTo(2);
    }

    @Test
    void shouldReadAgainWhatAnotherWriterChanged() {
        Map<String, AttributeValue> changed = Map.of(
                "entity", AttributeValue.fromS("a"),
                "item", AttributeValue.fromS(Tally.ITEM),
                "version", AttributeValue.fromN("8"),
                "total", AttributeValue.fromN("100"),
                "notes", AttributeValue.fromS("other"));
        dynamoDb.faults().follow((operation, nth) -> {
            if (operation.equals(FakeDynamoDb.TRANSACT_WRITE) && nth == 1) {
                dynamoDb.item(FlowFixture.TABLE, changed);
            }
            return null;
        });

        assertThat(fixture.handle(event("a", "1", 1), event("a", "2", 2))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("103 other12");
        assertThat(dynamoDb.faults().calls(FakeDynamoDb.TRANSACT_WRITE)).isEqualTo(2);
    }

    @Test
    void shouldNotJudgeAnEventByWhatAnotherWriterHasChangedSince() {
        fixture.handle(event("a", "1", 1));
        dynamoDb.faults().follow((operation, nth) -> {
            if (operation.equals(FakeDynamoDb.TRANSACT_WRITE) && nth == 2) {
                dynamoDb.item(
                        FlowFixture.TABLE,
                        Map.of(
                                "entity", AttributeValue.fromS("a"),
                                "item", AttributeValue.fromS(Tally.ITEM),
                                "version", AttributeValue.fromN("2"),
                                "total", AttributeValue.fromN("-9"),
                                "notes", AttributeValue.fromS("1x")));
            }
            return null;
        });

        assertThat(fixture.handle(2, wrong("a", "nothing"))).isEmpty();

        assertThat(fixture.deadLetters()).containsExactly("2 apply/OVERDRAWN: /amount: 1 (expected: covered)");
    }

    @Test
    void shouldHandBackFromTheFirstEventOfATransactionThatNeverSucceeds() {
        dynamoDb.faults()
                .follow((operation, nth) -> operation.equals(FakeDynamoDb.TRANSACT_WRITE) && nth > 1
                        ? new Fault(AwsFailures.cancelled("TransactionConflict"), Effect.NONE)
                        : null);

        assertThat(fixture.handle(1, numbered(5, i -> event("a", "" + i, 1)))).containsExactly("3");

        assertThat(fixture.verdicts()).containsOnlyKeys(1, 2);
        assertThat(fixture.tally("a")).isEqualTo("2 01");
        // Half of the time, and no more.
        assertThat(fixture.clock.instant()).isBefore("2026-03-04T05:06:37.1Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ResourceNotFoundException"})
    void shouldHandBackAtOnceWhatSomebodyMustMend(String code) {
        dynamoDb.faults().failAll(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.dynamoDb(400, code));

        assertThatThrownBy(() -> fixture.handle(event("a", "1", 1)))
                .isInstanceOf(NothingCommittedException.class)
                .hasMessageContaining(code);

        assertThat(dynamoDb.faults().calls(FakeDynamoDb.TRANSACT_WRITE)).isEqualTo(1);
        assertThat(fixture.sqs.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.tributary.stream.Tally", ""})
    void shouldHandBackWhatATableOfAnotherShapeRefuses(String processor) {
        FlowFixture misfit = new FlowFixture(Map.of("EVENT_PROCESSOR", processor));
        for (String operation : List.of(FakeDynamoDb.TRANSACT_WRITE, FakeDynamoDb.BATCH_GET)) {
            misfit.dynamoDb.faults().failAll(operation, AwsFailures.dynamoDb(400, "ValidationException"));
        }

        assertThatThrownBy(() -> misfit.handle(event("a", "1", 1), event("a", "2", 1)))
                .isInstanceOf(NothingCommittedException.class);

        assertThat(misfit.sqs.messages()).isEmpty();
    }

    @Test
    void shouldReadAgainWhatDynamoDbLeavesUnprocessed() {
        int[] times = {0};
        dynamoDb.leaveUnprocessed(key -> key.toString().contains("S=a3") && times[0]++ < 2);

        assertThat(fixture.handle(1, numbered(5, i -> event("a" + i, "" + i, 1))))
                .isEmpty();

        assertThat(dynamoDb.keysPerCall()).containsExactly(5, 1, 1);
        assertThat(fixture.verdicts()).hasSize(5);
    }

    @Test
    void shouldHandBackWhatDynamoDbNeverProcesses() {
        dynamoDb.leaveUnprocessed(key -> key.toString().contains("S=a120"));

        assertThat(fixture.handle(1, numbered(150, i -> event("a" + i, "" + i, 1))))
                .containsExactly("101");

        assertThat(fixture.verdicts()).hasSize(100);
    }

    @Test
    void shouldSetAsideAnEventAloneWhoseItemsDynamoDbRefuses() {
        List<String> events = List.of(
                event("a", "1", 1),
                wrong("a", "write much"),
                event("a", "3", 3),
                wrong("a", "write a long number"),
                event("a", "5", 5));

        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("9 135");
        assertThat(fixture.deadLetters())
                .containsExactly(
                        "2 apply/ITEM_REFUSED: what it writes: REQUEST_REFUSED, TransactionCanceledException (400)"
                                + " (expected: items of at most 400 KB, with values that DynamoDB holds)",
                        "4 apply/ITEM_REFUSED: what it writes: REQUEST_REFUSED, ValidationException (400)"
                                + " (expected: items of at most 400 KB, with values that DynamoDB holds)");
        assertThat(fixture.entries()).hasSize(3);
    }

    @Test
    void shouldApplyOnceWhatWasAppliedAndNotArchivedWhenTheFunctionWasKilled() {
        List<String> events = numbered(5, i -> event("a", "" + i, 2_000));
        dynamoDb.faults().failCall(FakeDynamoDb.TRANSACT_WRITE, 2, new Crash("behind a transaction"), Effect.DONE);
        assertThatThrownBy(() -> fixture.handle(1, events)).isInstanceOf(Crash.class);
        assertThat(fixture.archive()).isEmpty();

        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("10000 01234");
        assertThat(fixture.verdicts()).hasSize(5).doesNotContainValue("repeated");
        assertThat(fixture.sns.messages()).hasSize(5);
    }

    @Test
    void shouldArchiveAndTellAgainWhatWasNotKnownToBeArchived() {
        fixture.s3.faults().failNext(FakeS3.PUT, new Crash("behind the object"), Effect.DONE);
        List<String> events = List.of(event("a", "1", 5_000), event("a", "2", 2));
        assertThatThrownBy(() -> fixture.handle(1, events)).isInstanceOf(Crash.class);

        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("5002 12");
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied"));
        assertThat(fixture.archive().get(0).path("flags").toString()).isEqualTo("[\"large\"]");
        assertThat(fixture.sns.messages())
                .extracting(message -> message.attributes().get("recordId"))
                .containsExactly(FlowFixture.recordId(1), FlowFixture.recordId(1));
    }

    @Test
    void shouldHandBackAnEventWhoseAlertIsNotTakenAndNotApplyItAgain() {
        fixture.sns.faults().failNext(FakeSns.PUBLISH, AwsFailures.timedOut(), Effect.NONE);

        assertThat(fixture.handle(event("a", "1", 1), event("a", "2", 5_000))).containsExactly("2");
        assertThat(fixture.handle(2, event("a", "2", 5_000))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("5001 12");
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied"));
    }

    @Test
    void shouldApplyOnceWhatIsBisected() {
        List<String> events = numbered(6, i -> event("a", "" + i, 1));
        fixture.s3.faults().failNext(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"), Effect.NONE);
        assertThatThrownBy(() -> fixture.handle(1, events)).isInstanceOf(NothingCommittedException.class);

        assertThat(fixture.handle(1, events.subList(0, 3))).isEmpty();
        assertThat(fixture.handle(4, events.subList(3, 6))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("6 012345");
        assertThat(fixture.verdicts()).hasSize(6).doesNotContainValue("repeated");
    }

    @Test
    void shouldNotRefuseAnEventOverWhatThoseBehindItDidWhenItWasDeliveredBefore() {
        List<String> events = List.of(event("a", "1", 5), event("a", "2", -5));
        fixture.s3.faults().failNext(FakeS3.PUT, new Crash("before the object"), Effect.NONE);
        assertThatThrownBy(() -> fixture.handle(1, events)).isInstanceOf(Crash.class);
        assertThat(fixture.tally("a")).isEqualTo("0 12");

        // By what the table holds now, the second would be overdrawn.
        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied"));
    }

    @Test
    void shouldNotRefuseAnEventOverItsOwnTransactionThatLandsBetweenTheReadings() {
        fixture.handle(event("a", "1", 5));
        int reads = dynamoDb.faults().calls(FakeDynamoDb.BATCH_GET);
        dynamoDb.faults().failNext(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.timedOut(), Effect.NONE);
        dynamoDb.faults().follow((operation, nth) -> {
            // Behind the state and the entry, in front of the state once more.
            if (operation.equals(FakeDynamoDb.BATCH_GET) && nth == reads + 3) {
                dynamoDb.transactWriteItems(dynamoDb.transactions().get(1));
            }
            return null;
        });

        assertThat(fixture.handle(2, event("a", "2", -5))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("0 12");
        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.verdicts()).containsEntry(2, "applied");
    }

    @Test
    void shouldNotRefuseAnEventByWhatAnotherWriterHasChangedSince() {
        dynamoDb.faults().follow((operation, nth) -> {
            if (operation.equals(FakeDynamoDb.TRANSACT_WRITE) && nth == 1) {
                dynamoDb.item(
                        FlowFixture.TABLE,
                        Map.of(
                                "entity", AttributeValue.fromS("a"),
                                "item", AttributeValue.fromS(Tally.ITEM),
                                "version", AttributeValue.fromN("1"),
                                "total", AttributeValue.fromN("9"),
                                "notes", AttributeValue.fromS("x")));
            }
            return null;
        });

        assertThat(fixture.handle(event("a", "1", -5))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("4 x1");
        assertThat(fixture.deadLetters()).isEmpty();
    }

    @Test
    void shouldCommitWhatTheTimeAllowedAndGoOnBehindIt() {
        List<String> events = numbered(50, i -> event("a" + i % 7, "" + i, 1));
        dynamoDb.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(2));
            return null;
        });

        assertThat(fixture.handle(1, events)).containsExactly("27");
        assertThat(fixture.handle(27, events.subList(26, 50))).isEmpty();

        assertThat(fixture.verdicts()).hasSize(50).doesNotContainValue("repeated");
        assertThat(fixture.tally("a0")).isEqualTo("8 07142128354249");
    }

    @Test
    void shouldGetFurtherWithABatchThatNoAttemptCanFinish() {
        List<String> events = numbered(50, i -> event("a" + i % 7, "" + i, 1));
        dynamoDb.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(2));
            return null;
        });
        fixture.s3.faults().failNext(FakeS3.PUT, new Crash("before the object"), Effect.NONE);
        assertThatThrownBy(() -> fixture.handle(1, events)).isInstanceOf(Crash.class);

        // What 13 transactions did costs one in vain and three calls to read.
        assertThat(fixture.handle(1, events)).containsExactly("47");

        assertThat(fixture.verdicts()).hasSize(46);
    }

    @Test
    void shouldApplyInTheOrderOfTheStreamWhateverTheCutOfItsTransactions() {
        List<String> events = numbered(30, i -> event("a" + i % 3, "" + (char) ('a' + i), 1));

        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.tally("a0")).isEqualTo("10 adgjmpsvy|");
        assertThat(fixture.tally("a1")).isEqualTo("10 behknqtwz}");
    }

    @Test
    void shouldForgetStatesThatTakeTooMuchMemoryAndReadThemAgain() {
        String note = "n".repeat(200_000);
        FlowFixture one = new FlowFixture(Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":1}"));

        one.handle(
                1,
                numbered(
                        250,
                        i -> "{\"account\":\"a" + i % 125 + "\",\"amount\":1,\"note\":\"" + (i < 125 ? note : "")
                                + "\"}"));

        assertThat(one.tally("a0")).isEqualTo("2 " + note);
        assertThat(one.tally("a124")).isEqualTo("2 " + note);
        assertThat(one.dynamoDb.keysPerCall()).hasSizeGreaterThan(2);
    }
}
