package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.SCORES;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.json;
import static dev.tributary.inference.InferenceFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One run at a time. */
class LeaseTest {

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldDoNothingWhileAnotherRunIsAtWork() {
        fixture.announce("a", item(1, 11, 10, 130));
        lend("another", fixture.clock.instant().plus(Duration.ofMinutes(5)));

        JsonNode answer = fixture.run();
        JsonNode byHand = fixture.run("{\"full\": true}");

        assertThat(answer).isEqualTo(json("{\"complete\": false, \"busy\": \"another run is at work\"}"));
        assertThat(byHand).isEqualTo(answer);
        assertThat(fixture.scored()).isEmpty();
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(owners()).containsExactly("another");
    }

    /** As shipped: one execution of the function is all that may be. */
    @Test
    void shouldAskForNoLeaseWhereNoneIsWanted() {
        InferenceFixture unleased = new InferenceFixture(Map.of("RUN_LEASE", "false"));
        unleased.announce("a", item(1, 11, 10, 130));
        lend(unleased, "another", unleased.clock.instant().plus(Duration.ofMinutes(5)));

        assertThat(unleased.run().path("scored").asInt()).isOne();
        assertThat(owners(unleased)).containsExactly("another");
    }

    @Test
    void shouldGoToWorkWhenTheLeaseOfADeadRunHasExpired() {
        fixture.announce("a", item(1, 11, 10, 130));
        lend("another", fixture.clock.instant().minusMillis(1));

        assertThat(fixture.run().path("scored").asInt()).isOne();
        assertThat(owners()).isEmpty();
    }

    /** Lambda repeats an invocation when the attempt before is over, whatever became of it. */
    @Test
    void shouldTakeTheLeaseOverThatAnAttemptBeforeHasLeft() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.killAt(fixture.s3.faults(), FakeS3.PUT, 1, Fault.Effect.NONE);
        assertThatThrownBy(fixture::run).isInstanceOf(Error.class);
        assertThat(owners()).containsExactly(TestInvocations.REQUEST_ID);
        fixture.restart();
        fixture.sqs.showAgain();

        assertThat(fixture.run().path("scored").asInt()).isOne();
    }

    /** For as long as the run can take, and some more. */
    @Test
    void shouldHoldTheLeaseUntilTheRunIsOver() {
        List<Instant> ends = new ArrayList<>();
        fixture.s3.faults().follow((operation, nth) -> {
            ends.add(lease().stream()
                    .map(item -> Instant.ofEpochMilli(Long.parseLong(number(item))))
                    .findFirst()
                    .orElseThrow());
            return null;
        });
        fixture.announce("a", item(1, 11, 10, 130));
        Instant begun = fixture.clock.instant();

        fixture.run();

        assertThat(ends).isNotEmpty().allSatisfy(end -> assertThat(end)
                .isBetween(begun.plusSeconds(60), begun.plusSeconds(180)));
        assertThat(owners()).isEmpty();
    }

    @Test
    void shouldGiveTheLeaseBackWhereTheRunFails() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.s3.faults().failAll(FakeS3.GET, AwsFailures.s3(503, "SlowDown"));

        assertThatThrownBy(fixture::run).isInstanceOf(RuntimeException.class);

        assertThat(owners()).isEmpty();
    }

    /** Another run has it by now: it keeps it. */
    @Test
    void shouldNotGiveBackWhatIsAnothers() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.dynamoDb.faults().follow((operation, nth) -> {
            if (operation.equals(FakeDynamoDb.DELETE)) {
                lend("another", fixture.clock.instant().plusSeconds(60));
            }
            return null;
        });

        fixture.run();

        assertThat(owners()).containsExactly("another");
    }

    private void lend(String owner, Instant end) {
        lend(fixture, owner, end);
    }

    private static void lend(InferenceFixture fixture, String owner, Instant end) {
        fixture.dynamoDb.item(
                SCORES,
                Map.of(
                        "key", AttributeValue.fromS("lease"),
                        "owner", AttributeValue.fromS(owner),
                        "expiresAt", AttributeValue.fromN(Long.toString(end.toEpochMilli()))));
    }

    private List<Map<String, AttributeValue>> lease() {
        return lease(fixture);
    }

    private static List<Map<String, AttributeValue>> lease(InferenceFixture fixture) {
        return fixture.dynamoDb.items(SCORES).stream()
                .filter(item -> text(item, "key").equals("lease"))
                .toList();
    }

    private List<String> owners() {
        return owners(fixture);
    }

    private static List<String> owners(InferenceFixture fixture) {
        return lease(fixture).stream().map(item -> text(item, "owner")).toList();
    }

    private static String number(Map<String, AttributeValue> item) {
        AttributeValue value = item.get("expiresAt");
        return value == null ? "" : value.n();
    }
}
