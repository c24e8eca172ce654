package dev.tributary.stream.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.stream.event.Event;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class EventApplierTest {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final FakeDynamoDb dynamoDb =
            new FakeDynamoDb().table("events", "entity", ScalarAttributeType.S, "item", ScalarAttributeType.S);
    private final Metrics metrics = new Metrics("Tributary", clock, System.out);
    private final EventApplier applier = new EventApplier(
            dynamoDb, "events", new ArchiveOnly(), Duration.ofDays(1), Backoffs.on(clock), metrics, clock);

    @Test
    void shouldPrimeBothCallsAndWriteNothing() {
        applier.prime(TestInvocations.in(Duration.ofSeconds(8), clock));

        assertThat(dynamoDb.calls()).hasSize(1);
        assertThat(dynamoDb.transactions()).hasSize(1);
        assertThat(dynamoDb.items("events")).isEmpty();
    }

    @Test
    void shouldNotCountPrimingAmongTheCallsOfTheFirstBatch() {
        applier.prime(TestInvocations.in(Duration.ofSeconds(8), clock));

        assertThat(metrics.value(Metric.LOOKUP_CALLS)).isZero();
        assertThat(metrics.value(Metric.TRANSACTIONS)).isZero();
    }

    @Test
    void shouldPrimeWithAnItemThatNoEventCanMake() {
        applier.prime(TestInvocations.in(Duration.ofSeconds(8), clock));

        // Neither an entry, whose identity goes on, nor a state, whose key may not begin so.
        assertThat(dynamoDb.transactions().get(0).transactItems())
                .singleElement()
                .satisfies(action ->
                        assertThat(action.put().item()).containsEntry("item", AttributeValue.fromS(Event.CLIENTS)));
    }

    @Test
    void shouldSayThatPrimingFailed() {
        dynamoDb.faults().failNext(FakeDynamoDb.TRANSACT_WRITE, AwsFailures.throttled(), Effect.NONE);

        assertThatThrownBy(() -> applier.prime(TestInvocations.in(Duration.ofSeconds(8), clock)))
                .isInstanceOf(DynamoDbException.class);
    }

    @Test
    void shouldBoundEachCallByTheTimeThatIsLeftAndReadConsistently() {
        applier.prime(TestInvocations.in(Duration.ofSeconds(3), clock));

        BatchGetItemRequest read = dynamoDb.calls().get(0);
        assertThat(read.requestItems().get("events"))
                .satisfies(keys -> assertThat(keys.consistentRead()).isTrue());
        assertThat(read.overrideConfiguration().orElseThrow().apiCallTimeout()).contains(Duration.ofSeconds(3));
        assertThat(dynamoDb.transactions()
                        .get(0)
                        .overrideConfiguration()
                        .orElseThrow()
                        .apiCallTimeout())
                .contains(Duration.ofSeconds(3));
    }
}
