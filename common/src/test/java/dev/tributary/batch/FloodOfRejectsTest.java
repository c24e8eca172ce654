package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.counts;
import static dev.tributary.batch.BatchFixture.id;
import static dev.tributary.batch.BatchFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.metrics.Metric;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Records;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An ordered batch while the reject breaker is open. */
class FloodOfRejectsTest {

    private final BatchFixture fixture = new BatchFixture();

    @Test
    void shouldCommitWhatIsInFrontOfTheFirstReject() {
        BatchReport report = fixture.run(batch(3, 100, 2));

        assertThat(report.committed()).isEqualTo(3);
        assertThat(report.retried()).isEqualTo(102);
        assertThat(report.counts()).isEqualTo(counts(3, 0, 0));
        assertThat(stop(report).reason()).isEqualTo(StopReason.REJECT_BREAKER_OPEN);
        assertThat(stop(report).firstUncommitted()).hasToString(id(4));
        assertThat(fixture.written().lines()).hasSize(3);
        assertThat(fixture.sqs.calls()).isEmpty();
        assertThat(fixture.metrics.value(Metric.BREAKER_OPEN)).isEqualTo(1);
        assertThat(fixture.metrics.value(Metric.RECORDS_RETRIED)).isEqualTo(102);
    }

    @Test
    void shouldCommitNothingWhereTheFirstRecordIsRejected() {
        BatchReport report = fixture.run(batch(0, 100, 50));

        assertThat(report.committed()).isZero();
        assertThat(fixture.writer.written).isEmpty();
        assertThat(fixture.sqs.calls()).isEmpty();
    }

    @Test
    void shouldHoldBackEveryPartOfABatchThatIsSplit() {
        List<SourceRecord> records = batch(0, 128, 0);
        fixture.run(records);
        for (int size = 64; size >= 1; size /= 2) {
            assertThat(fixture.run(records.subList(0, size)).committed())
                    .as("of the first %d", size)
                    .isZero();
        }
        assertThat(fixture.sqs.calls()).isEmpty();
    }

    @Test
    void shouldSetAsideWhatItHeldBackOnceTheRejectsAreOld() {
        List<SourceRecord> records = batch(0, 128, 0);
        fixture.run(records);
        fixture.clock.advance(RejectBreaker.AGE);

        BatchReport report = fixture.run(records.subList(0, 64));

        assertThat(report.counts()).isEqualTo(counts(0, 0, 64));
        assertThat(fixture.sqs.messages()).hasSize(64);
    }

    @Test
    void shouldSetAsideWhileGoodRecordsPrevail() {
        assertThat(fixture.run(batch(60, 60, 0)).counts()).isEqualTo(counts(60, 0, 60));
        assertThat(fixture.metrics.value(Metric.BREAKER_OPEN)).isZero();
    }

    @Test
    void shouldStillStopAtARecordThatMustBeTriedAgain() {
        List<SourceRecord> records = new ArrayList<>(Records.of("a", "retry"));
        BatchReport report = fixture.run(records);

        assertThat(stop(report).reason()).isEqualTo(StopReason.RETRY);
    }

    @Test
    void shouldHandBackAnAggregateAsAWhole() {
        List<SourceRecord> records = new ArrayList<>(batch(2, 0, 0));
        List<Aggregates.Part> parts = new ArrayList<>();
        parts.add(part("good"));
        parts.addAll(Collections.nCopies(120, part("reject")));
        records.add(Records.record(Records.id(3), Aggregates.of(parts)));

        BatchReport report = fixture.run(records);

        assertThat(report.committed()).isEqualTo(2);
        assertThat(stop(report).firstUncommitted().sequence())
                .isEqualTo(Records.id(3).sequence());
        assertThat(fixture.sqs.calls()).isEmpty();
    }

    private static Aggregates.Part part(String payload) {
        return new Aggregates.Part("key", payload.getBytes(StandardCharsets.UTF_8));
    }

    private static List<SourceRecord> batch(int goodBefore, int rejected, int goodBehind) {
        String[] payloads = new String[goodBefore + rejected + goodBehind];
        Arrays.fill(payloads, "good");
        Arrays.fill(payloads, goodBefore, goodBefore + rejected, "reject");
        return Records.of(payloads);
    }
}
