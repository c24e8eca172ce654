package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.dmsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Invocation;
import dev.tributary.config.Environment;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lake.ObjectNotWrittenException;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeBody;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the metrics say of an object, also of one that failed: what happened, and nothing that did not. */
class TransformationMetricsTest {

    private static final String ROWS = dms(1, "insert", "{'id': 'a', 'name': 'x'}")
            + dms(1, "insert", "{'id': 'a', 'name': 'x'}")
            + dms(2, "insert", "{'id': 'b', 'name': 'X!'}")
            + dmsOf("shop", "orders", 3);
    private static final String CONTENT = ROWS + "{\"neither\": \"nor\"}";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:10Z"));
    private final FakeS3 s3 = new FakeS3(CdcFixture.BUCKET, "failures");
    private final FakeSqs sqs = new FakeSqs();
    private final Metrics metrics = new Metrics("Tributary", clock, new PrintStream(OutputStream.nullOutputStream()));
    private final Transformation transformation = transformation();

    @Test
    void shouldCountWhatIsDone() throws IOException {
        process(CONTENT);

        assertThat(counted())
                .containsEntry(Metric.OBJECTS_READ, 1L)
                .containsEntry(Metric.BYTES_READ, (long) CONTENT.length())
                .containsEntry(Metric.CHANGES_READ, 4L)
                .containsEntry(Metric.CHANGES_REPEATED, 1L)
                .containsEntry(Metric.RECORDS_DEAD_LETTERED, 1L)
                .containsEntry(Metric.ROWS_WRITTEN, 2L)
                .containsEntry(Metric.ROWS_QUARANTINED, 1L)
                .containsKey(Metric.BYTES_WRITTEN);
    }

    @Test
    void shouldCountDeadLettersButNoRowsWhereAnObjectCannotBeWritten() throws IOException {
        s3.faults().failCall(FakeS3.PUT, 2, AwsFailures.s3(503, "SlowDown"), Fault.Effect.NONE);

        assertThatThrownBy(() -> process(CONTENT)).isInstanceOf(ObjectNotWrittenException.class);

        assertThat(sqs.messages()).hasSize(1);
        assertOnlyReadAndSetAside(4, 1);

        // The next attempt counts its own letter, which is in the queue twice, and the rows once.
        process(CONTENT);

        assertThat(sqs.messages()).hasSize(2);
        assertThat(counted())
                .containsEntry(Metric.RECORDS_DEAD_LETTERED, 2L)
                .containsEntry(Metric.ROWS_WRITTEN, 2L)
                .containsEntry(Metric.OBJECTS_READ, 1L);
    }

    /** Ten letters are a call; the third of the second one is refused until there is no time. */
    @Test
    void shouldCountOnlyTheDeadLettersThatWereSent() {
        sqs.refuse(entry -> entry.messageBody().contains("\"offset\":" + 12 * "{}".length() + ","));

        assertThatThrownBy(() -> process("{}".repeat(15))).isInstanceOf(IOException.class);

        assertOnlyReadAndSetAside(0, 12);
    }

    @Test
    void shouldCountThatAnObjectWasHeldBack() {
        assertThatThrownBy(() -> process("{}".repeat(100))).isInstanceOf(TooManyRejectedException.class);

        assertThat(metrics.value(Metric.BREAKER_OPEN)).isEqualTo(1);
        assertOnlyReadAndSetAside(0, 0);
    }

    @Test
    void shouldCountNothingThatWaitedWhereTheContentBreaksOff() {
        s3.breakNextBody(new FakeBody.End(ROWS.length() + 18, new IOException("Connection reset")));

        assertThatThrownBy(() -> process(CONTENT)).isInstanceOf(IOException.class);

        assertThat(sqs.messages()).isEmpty();
        assertThat(metrics.value(Metric.RECORDS_DEAD_LETTERED)).isZero();
        assertThat(metrics.value(Metric.ROWS_WRITTEN)).isZero();
    }

    private void assertOnlyReadAndSetAside(long changes, long letters) {
        assertThat(counted())
                .containsEntry(Metric.CHANGES_READ, changes)
                .satisfies(counts -> assertThat(counts.getOrDefault(Metric.RECORDS_DEAD_LETTERED, 0L))
                        .isEqualTo(letters))
                .containsKey(Metric.BYTES_READ)
                .doesNotContainKeys(
                        Metric.OBJECTS_READ, Metric.ROWS_WRITTEN, Metric.ROWS_QUARANTINED, Metric.BYTES_WRITTEN);
    }

    private Map<Metric, Long> counted() {
        Map<Metric, Long> counted = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (metrics.value(metric) > 0) {
                counted.put(metric, metrics.value(metric));
            }
        }
        counted.putIfAbsent(Metric.CHANGES_READ, 0L);
        return counted;
    }

    private void process(String content) throws IOException {
        FakeS3.StoredObject stored = s3.place(CdcFixture.BUCKET, "raw/object", content.getBytes(UTF_8));
        ObjectVersion object = new ObjectVersion(
                CdcFixture.BUCKET, "raw/object", Optional.of(stored.versionId()), Optional.of(stored.eTag()));
        transformation.process(
                new ObjectNotification(object, clock.instant()),
                Invocation.begun(clock, "function", "request", Duration.ofSeconds(60)));
    }

    private Transformation transformation() {
        CdcSettings settings = CdcSettings.read(new Environment(CdcFixture.SETTINGS));
        Collaborators with = new Collaborators(s3, sqs, Path.of("target", "spilled"), Backoffs.on(clock), clock);
        DeadLetterQueue queue = new DeadLetterQueue(
                sqs, settings.deadLetterQueueUrl(), new ClaimCheck(s3, settings.deadLetterBucket()), with.backoff());
        return new Transformation(settings, queue, metrics, with);
    }
}
