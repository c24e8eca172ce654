package dev.tributary.reference;

import static dev.tributary.reference.LookupFixture.price;
import static dev.tributary.reference.LookupFixture.prices;
import static dev.tributary.reference.LookupFixture.user;
import static dev.tributary.reference.LookupFixture.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.metrics.Metric;
import dev.tributary.reference.Answer.Found;
import dev.tributary.reference.Answer.NotFound;
import dev.tributary.reference.Answer.Unavailable;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.Fault.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookupCacheTest {

    private final LookupFixture fixture = new LookupFixture();

    @Test
    void shouldAnswerAgainWithoutACall() {
        fixture.lookUp(Set.of(user("u1"), user("u9")));

        assertThat(fixture.lookUp(Set.of(user("u1"), user("u9"), user("u2")))).hasSize(3);
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(2, 1);
        assertThat(fixture.metrics.value(Metric.CACHE_HITS)).isEqualTo(2);
        assertThat(fixture.metrics.value(Metric.CACHE_MISSES)).isEqualTo(3);
    }

    @Test
    void shouldAskAgainForAnItemAfterItsTimeToLive() {
        fixture.lookUp(Set.of(user("u1")));
        fixture.clock.advance(Sources.TIME_TO_LIVE.minusMillis(1));
        fixture.lookUp(Set.of(user("u1")));
        assertThat(fixture.dynamoDb.calls()).hasSize(1);

        fixture.addUser("u1", "Ada L.");
        fixture.clock.advance(Duration.ofMillis(1));

        assertThat(fixture.lookUp(Set.of(user("u1"))).get(user("u1")))
                .isEqualTo(new Found(Sources.object("{'id': 'u1', 'name': 'Ada L.'}")));
    }

    @Test
    void shouldAskSoonAgainForAnItemThatWasAbsent() {
        fixture.lookUp(Set.of(user("u9")));
        fixture.addUser("u9", "Late");
        fixture.clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(fixture.lookUp(Set.of(user("u9"))).get(user("u9"))).isEqualTo(new NotFound());

        fixture.clock.advance(Duration.ofMillis(1));

        assertThat(fixture.lookUp(Set.of(user("u9"))).get(user("u9"))).isInstanceOf(Found.class);
    }

    @Test
    void shouldKeepAnAbsenceNoLongerThanAnItem() {
        fixture.use(LookupFixture.CACHE_BYTES, prices(Duration.ofSeconds(5)));
        fixture.lookUp(Set.of(price("7")));
        fixture.clock.advance(Duration.ofSeconds(5));

        fixture.lookUp(Set.of(price("7")));

        assertThat(fixture.dynamoDb.calls()).hasSize(2);
    }

    @Test
    void shouldKeepNothingWithoutATimeToLive() {
        fixture.use(LookupFixture.CACHE_BYTES, prices(Duration.ZERO));

        fixture.lookUp(Set.of(price("1E+2")));
        assertThat(fixture.lookUp(Set.of(price("1E+2"))).get(price("1E+2"))).isInstanceOf(Found.class);

        assertThat(fixture.dynamoDb.calls()).hasSize(2);
    }

    @Test
    void shouldKeepNoMoreThanItsBytes() {
        fixture.use(3_000, Sources.users());
        fixture.lookUp(users(100));

        fixture.lookUp(users(100));

        // An absence takes some 150 bytes.
        assertThat(fixture.metrics.value(Metric.CACHE_HITS)).isLessThanOrEqualTo(25);
        assertThat(fixture.dynamoDb.calls()).hasSize(2);
    }

    @Test
    void shouldAnswerMoreKeysThanItKeeps() {
        fixture.use(3_000, Sources.users());

        assertThat(fixture.lookUp(users(100)))
                .hasSize(100)
                .containsKeys(users(100).toArray(ReferenceKey[]::new));
    }

    @Test
    void shouldNotKeepAFailure() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Effect.NONE);
        fixture.lookUp(Set.of(user("u1")));

        assertThat(fixture.lookUp(Set.of(user("u1"))).get(user("u1"))).isInstanceOf(Found.class);
    }

    @Test
    void shouldLookUpNoMoreThanABatchMayHold() {
        fixture.use(LookupFixture.CACHE_BYTES, Sources.users());
        String large = "x".repeat(300_000);
        users(300).forEach(key -> fixture.addUser(key.values().get(0), large));

        Map<ReferenceKey, Answer> answers = fixture.lookUp(users(300));

        assertThat(fixture.dynamoDb.calls())
                .as("the first hundred take more than a batch may hold")
                .hasSize(1);
        assertThat(answers.values()).filteredOn(Found.class::isInstance).hasSize(100);
        assertThat(answers.values())
                .filteredOn(Unavailable.class::isInstance)
                .hasSize(200)
                .allSatisfy(answer -> assertThat(((Unavailable) answer).cause())
                        .isInstanceOf(BatchMemoryException.class)
                        .hasMessageContaining("100 of 300 keys"));
    }
}
