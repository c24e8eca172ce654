package dev.tributary.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tributary.aws.Deadline;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.json.Json;
import dev.tributary.lake.LakeLocation;
import dev.tributary.lake.LakeWriter;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.reference.ReferenceLookup;
import dev.tributary.reference.ReferenceSources;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class PrimingTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T05:00:00Z"));
    private final Deadline deadline = new Deadline(clock, clock.instant().plusSeconds(5));
    private final FakeS3 s3 = new FakeS3("lake");
    private final FakeSqs sqs = new FakeSqs();
    private final Metrics metrics = new Metrics("Test", clock, System.out);
    private final FakeDynamoDb dynamoDb =
            new FakeDynamoDb().table("users", "id", ScalarAttributeType.S).table("prices", "id", ScalarAttributeType.N);
    private final LakeWriter lake =
            new LakeWriter(s3, new LakeLocation("lake", "enriched-data", "events"), Backoffs.on(clock));
    private final DeadLetterQueue deadLetters =
            new DeadLetterQueue(sqs, "queue", new ClaimCheck(s3, "lake"), Backoffs.on(clock));

    @Test
    void shouldLeaveNoObjectBehind() {
        lake.prime(deadline);

        assertThat(s3.puts()).hasSize(1);
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void shouldLeaveAnObjectOfThatNameAlone() {
        s3.place("lake", "enriched-data/events/_priming", new byte[] {1});

        lake.prime(deadline);

        assertThat(s3.object("lake", "enriched-data/events/_priming").bytes()).containsExactly(1);
    }

    @Test
    void shouldLeaveNoMessageBehind() {
        deadLetters.prime(deadline);

        assertThat(sqs.calls()).hasSize(1);
        assertThat(sqs.messages()).isEmpty();
    }

    @Test
    void shouldLookUpAKeyOfEachTableAndKeepNoTraceOfIt() throws JsonProcessingException {
        lookup().prime(deadline);

        assertThat(dynamoDb.calls()).singleElement().satisfies(call -> assertThat(call.requestItems())
                .containsOnlyKeys("users", "prices"));
        assertThat(metrics.value(Metric.LOOKUP_CALLS)).isZero();
    }

    @Test
    void shouldTakeADenialForAnAnswerOfTheLakeThatIsNotListed() {
        s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(403, "AccessDenied"));

        assertThatCode(() -> lake.prime(deadline)).doesNotThrowAnyException();
    }

    @Test
    void shouldTellOfAServiceThatDoesNotAnswer() {
        s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"));
        sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(403, "AccessDenied"));

        assertThatThrownBy(() -> lake.prime(deadline)).hasMessageContaining("SlowDown");
        assertThatThrownBy(() -> deadLetters.prime(deadline)).hasMessageContaining("AccessDenied");
    }

    @Test
    void shouldRunEveryStepWhateverBecomesOfOneBeforeIt() {
        List<Duration> times = new ArrayList<>();
        Priming priming = Priming.register(
                clock,
                List.of(
                        left -> {
                            throw AwsFailures.disconnected();
                        },
                        left -> {
                            throw new NoClassDefFoundError("of some class that is first used here");
                        },
                        left -> times.add(left.remaining())));

        priming.beforeCheckpoint(Core.getGlobalContext());

        assertThat(times).containsExactly(Duration.ofSeconds(8));
    }

    private ReferenceLookup lookup() throws JsonProcessingException {
        return new ReferenceLookup(
                dynamoDb,
                ReferenceSources.parse(Json.readTree("""
                                [{"name": "user", "table": "users", "key": {"id": "/user"}, "into": "user"},
                                 {"name": "price", "table": "prices", "key": {"id": {"pointer": "/sku", "type": "N"}}, "into": "price"}]
                                """), new ArrayList<>()),
                1 << 20,
                Ticker.disabledTicker(),
                Backoffs.on(clock),
                metrics);
    }
}
