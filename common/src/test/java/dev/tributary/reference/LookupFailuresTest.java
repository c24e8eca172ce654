package dev.tributary.reference;

import static dev.tributary.reference.LookupFixture.isUser;
import static dev.tributary.reference.LookupFixture.price;
import static dev.tributary.reference.LookupFixture.user;
import static dev.tributary.reference.LookupFixture.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Deadline;
import dev.tributary.reference.Answer.Found;
import dev.tributary.reference.Answer.NotFound;
import dev.tributary.reference.Answer.Unavailable;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class LookupFailuresTest {

    private final LookupFixture fixture = new LookupFixture();

    @Test
    void shouldAskAgainForUnprocessedKeysAlone() {
        AtomicInteger left = new AtomicInteger();
        fixture.dynamoDb.leaveUnprocessed(key -> isUser(key, "u2", "u9") && left.incrementAndGet() <= 2);

        Map<ReferenceKey, Answer> answers = fixture.lookUp(Set.of(user("u1"), user("u2"), user("u9")));

        assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
        assertThat(answers.get(user("u2"))).isInstanceOf(Found.class);
        assertThat(answers.get(user("u9"))).isInstanceOf(NotFound.class);
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(3, 2);
    }

    @Test
    void shouldWaitBetweenCallsThatBringNothingUntilTheDeadline() {
        fixture.dynamoDb.leaveUnprocessed(key -> isUser(key, "u2"));

        Map<ReferenceKey, Answer> answers = fixture.lookUp(Set.of(user("u1"), user("u2")));

        assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
        assertUnavailable(answers.get(user("u2")), TimeoutException.class);
        assertThat(fixture.clock.instant())
                .isAfter(Records.ARRIVAL.plusSeconds(8))
                .isBefore(Records.ARRIVAL.plus(LookupFixture.TIME));
        assertThat(fixture.dynamoDb.calls()).hasSizeBetween(5, 20);
    }

    @Test
    void shouldNotRememberAnUnprocessedKeyAsAbsent() {
        fixture.dynamoDb.leaveUnprocessed(key -> isUser(key, "u2"));
        fixture.lookUp(Set.of(user("u1"), user("u2")));
        fixture.dynamoDb.leaveUnprocessed(key -> false);

        assertThat(fixture.lookUp(Set.of(user("u2"))).get(user("u2"))).isInstanceOf(Found.class);
    }

    @Test
    void shouldNeverTakeAThrottledTableForAnAbsence() {
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.BATCH_GET, AwsFailures.throttled());

        assertUnavailable(
                fixture.lookUp(Set.of(user("u9"))).get(user("u9")), ProvisionedThroughputExceededException.class);
    }

    @Test
    void shouldKeepWhatWasAnsweredBeforeACallFails() {
        fixture.dynamoDb.leaveUnprocessed(key -> isUser(key, "u2", "u9"));
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 2, AwsFailures.timedOut(), Effect.NONE);

        Map<ReferenceKey, Answer> answers = fixture.lookUp(Set.of(user("u1"), user("u2"), user("u9")));

        assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
        assertThat(answers.get(user("u2"))).isInstanceOf(Unavailable.class);
        assertThat(answers.get(user("u9"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldAnswerEveryKeyWhenTheTableIsMissing() {
        fixture.use(
                LookupFixture.CACHE_BYTES,
                Sources.source("none", "none", KeyType.S, List.of(), "none", Sources.TIME_TO_LIVE));
        ReferenceKey key = new ReferenceKey("none", List.of("a"));

        assertThat(fixture.lookUp(Set.of(key)).get(key)).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldAnswerEveryKeyWhenTheKeysTypeIsNotTheTables() {
        fixture.use(
                LookupFixture.CACHE_BYTES,
                Sources.source("price", "prices", KeyType.S, List.of(), "price", Sources.TIME_TO_LIVE));

        assertThat(fixture.lookUp(Set.of(price("100"))).get(price("100"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldAskNothingPastTheDeadline() {
        Deadline past = TestInvocations.in(Duration.ZERO, fixture.clock);

        assertUnavailable(fixture.lookUpUntil(past, Set.of(user("u1"))).get(user("u1")), TimeoutException.class);
        assertThat(fixture.dynamoDb.calls()).isEmpty();
    }

    @Test
    void shouldAskNoFurtherHundredAfterOneThatFailed() {
        fixture.dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 2, AwsFailures.throttled(), Effect.NONE);

        Map<ReferenceKey, Answer> answers = fixture.lookUp(users(350));

        assertThat(fixture.dynamoDb.calls()).hasSize(2);
        assertThat(answers).hasSize(350);
        assertThat(answers.values().stream().filter(Unavailable.class::isInstance))
                .hasSize(250);
    }

    private static void assertUnavailable(@Nullable Answer answer, Class<? extends Exception> cause) {
        assertThat(answer).isInstanceOfSatisfying(Unavailable.class, unavailable -> assertThat(unavailable.cause())
                .isInstanceOf(cause));
    }
}
