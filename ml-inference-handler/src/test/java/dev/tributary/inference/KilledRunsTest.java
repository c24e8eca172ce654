package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.QUARANTINE;
import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.inference.score.FencedRunException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a run is killed, the next one completes it, and no change of a key is in two objects. */
class KilledRunsTest {

    private static final String[] ROWS = IntStream.range(0, 150)
            .mapToObj(i -> i == 7 ? row("insert", 107, "'id': 7, 'hours': null") : item(i, 100 + i, 10, 130))
            .toArray(String[]::new);

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldCompleteARunThatDiedBetweenLedgerAndObject() {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2, Fault.Effect.NONE);
        killed();
        assertThat(fixture.scored()).isEmpty();
        assertThat(fixture.ledger(1)).isPresent();

        fixture.sqs.showAgain();
        JsonNode answer = fixture.run();

        assertThat(answer.path("scored").asInt()).isEqualTo(149);
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCompleteARunThatDiedWithinTheLedger(int transaction) {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.dynamoDb.faults(), FakeDynamoDb.TRANSACT_WRITE, transaction, Fault.Effect.DONE);
        killed();

        fixture.sqs.showAgain();
        fixture.run();

        assertWhole();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Effect.class,
            names = {"NONE", "DONE"})
    void shouldDeleteTheMessagesOfARunThatDiedBeforeItDid(Fault.Effect effect) {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.sqs.faults(), FakeSqs.DELETE, 1, effect);
        killed();
        assertThat(fixture.waiting()).hasSize(effect == Fault.Effect.DONE ? 0 : 1);

        fixture.sqs.showAgain();
        JsonNode answer = fixture.run();

        assertThat(answer.path("scored").asInt()).isZero();
        assertThat(answer.path("repeated").asInt()).isEqualTo(effect == Fault.Effect.DONE ? 0 : 150);
        assertWhole();
    }

    /** The object was on its way when the run was killed, and arrives after another run has done the work. */
    @Test
    void shouldKeepALatePutOfADeadRunOut() {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2, Fault.Effect.HELD);
        killed();
        fixture.sqs.showAgain();
        fixture.run();

        assertThat(fixture.s3.heldPuts()).isOne();
        assertThat(fixture.s3.landHeldPuts()).isZero();
        assertWhole();
    }

    /** It arrives before the other run looks: then it is as good as any. */
    @Test
    void shouldTakeALatePutThatComesFirstForDone() {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2, Fault.Effect.HELD);
        killed();
        assertThat(fixture.s3.landHeldPuts()).isOne();
        fixture.sqs.showAgain();

        assertThat(fixture.run().path("repeated").asInt()).isEqualTo(150);
        assertWhole();
    }

    /** It arrives between the look and the fence. */
    @Test
    void shouldTakeALatePutThatComesBeforeTheFenceForDone() {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2, Fault.Effect.HELD);
        killed();
        fixture.sqs.showAgain();
        fixture.s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.PUT) && fixture.s3.heldPuts() > 0) {
                fixture.s3.landHeldPuts();
            }
            return null;
        });

        assertThat(fixture.run().path("repeated").asInt()).isEqualTo(150);
        assertWhole();
    }

    /** The quarantine of a dead run is void, whether it was there before or arrives afterwards. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.Effect.class,
            names = {"DONE", "HELD"})
    void shouldSetARowAsideOnce(Fault.Effect effect) {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 1, effect);
        killed();
        fixture.sqs.showAgain();
        fixture.run();
        assertThat(fixture.s3.landHeldPuts()).isZero();

        assertWhole();
    }

    /** Killed again, between the fence and the ledger. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldCompleteWhatTwoRunsDiedOf(int put) {
        fixture.announce("a", ROWS);
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2, Fault.Effect.NONE);
        killed();
        fixture.sqs.showAgain();
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 2 + put, Fault.Effect.DONE);
        killed();
        fixture.sqs.showAgain();
        fixture.run();

        assertWhole();
    }

    /** A newer change of a key comes, before the run that died over the older one is completed. */
    @Test
    void shouldScoreTheNewerChangeAloneThatCameMeanwhile() {
        fixture.announce("a", item(1, 11, 10, 130), item(2, 12, 10, 130));
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 1, Fault.Effect.NONE);
        killed();
        fixture.announce("b", item(1, 13, 20, 130));
        fixture.run();
        fixture.sqs.showAgain();
        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@13", "2@12");
    }

    /** The answer of the put was lost, and not the object. */
    @Test
    void shouldFailWhereItIsNotSureThatTheObjectIsThere() {
        fixture.announce("a", ROWS);
        fixture.s3.faults().failCall(FakeS3.PUT, 2, AwsFailures.timedOut(), Fault.Effect.DONE);
        assertThatThrownBy(fixture::run).isInstanceOf(RuntimeException.class);
        assertThat(fixture.waiting()).hasSize(1);

        fixture.sqs.showAgain();

        assertThat(fixture.run().path("repeated").asInt()).isEqualTo(150);
        assertWhole();
    }

    /** Paused for longer than its lease, a run comes back to find that another one took it for dead. */
    @Test
    void shouldFailARunThatAnotherHasFenced() {
        fixture.announce("a", ROWS);
        boolean[] isOther = {false};
        fixture.s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.PUT) && !isOther[0]) {
                isOther[0] = true;
                fixture.sqs.showAgain();
                fixture.run();
            }
            return null;
        });

        assertThatThrownBy(fixture::run)
                .isInstanceOf(FencedRunException.class)
                .hasMessageContaining("fenced by another run (expected: one run at a time)");

        assertWhole();
    }

    /** Between its look into the ledger and its entry, another run makes the same one. */
    @Test
    void shouldLeaveToAnotherRunWhatThatWasFasterWith() {
        fixture.announce("a", ROWS);
        boolean[] isOther = {false};
        fixture.dynamoDb.faults().follow((operation, nth) -> {
            if (operation.equals(FakeDynamoDb.TRANSACT_WRITE) && !isOther[0]) {
                isOther[0] = true;
                fixture.sqs.showAgain();
                fixture.run();
            }
            return null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("repeated").asInt()).isEqualTo(150);
        assertThat(answer.path("scored").asInt()).isZero();
        assertWhole();
    }

    /** The process is gone, and with it whatever it would have done afterwards. */
    private void killed() {
        assertThatThrownBy(fixture::run).isInstanceOf(Crash.class);
        fixture.restart();
    }

    private void assertWhole() {
        assertThat(fixture.lines(SCORED))
                .extracting(line -> line.at("/key/id").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 150).filter(i -> i != 7).boxed().toList());
        assertThat(fixture.lines(QUARANTINE))
                .extracting(line -> line.at("/row/id").asInt())
                .containsExactly(7);
        assertThat(fixture.waiting()).isEmpty();
    }
}
