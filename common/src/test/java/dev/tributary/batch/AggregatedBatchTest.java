package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.counts;
import static dev.tributary.batch.BatchFixture.stop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.metrics.Metric;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import dev.tributary.testing.Records;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Batches with records that hold several. */
class AggregatedBatchTest {

    private static final int MOST = Intake.MAX_RECORDS;

    private final BatchFixture batch = new BatchFixture();

    @Test
    void shouldTakeAggregatesApartWhereTheyStand() {
        BatchReport report = batch.run(List.of(
                Records.record(1, "a"), aggregate(2, "b", "skip", "c"), Records.record(3, "d"), aggregate(4, "e")));

        assertThat(batch.written().lines()).containsExactly("a", "b", "c", "d", "e");
        assertThat(batch.written().batchFirst()).isEqualTo(Records.id(1));
        assertThat(batch.written().prefixLast()).isEqualTo(Records.id(4, 0));
        assertThat(report.received()).isEqualTo(6);
        assertThat(report.counts()).isEqualTo(counts(5, 1, 0));
        assertThat(batch.metrics.value(Metric.RECORDS_RECEIVED)).isEqualTo(6);
    }

    @Test
    void shouldNameTheBatchAfterItsFirstParent() {
        batch.run(List.of(aggregate(1, "skip", "b")));

        assertThat(batch.written().batchFirst()).isEqualTo(Records.id(1));
    }

    @Test
    void shouldHandBackTheParentOfARecordThatIsToBeTriedAgain() {
        BatchReport report = batch.run(List.of(aggregate(1, "a", "b"), aggregate(2, "c", "retry", "d")));

        assertThat(report.committed()).isEqualTo(2);
        assertThat(report.retried()).isEqualTo(3);
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
        assertThat(batch.written().lines()).containsExactly("a", "b");
    }

    @Test
    void shouldSetAsideInOnePieceAnAggregateWithMoreBadRecordsThanCouldBeSetAsideInTime() {
        SourceRecord spoiled = aggregate(2, bad(SpoiledAggregates.MAX_REJECTED + 1));

        BatchReport report = batch.run(List.of(Records.record(1, "a"), spoiled, Records.record(3, "b")));

        assertThat(batch.written().lines()).containsExactly("a", "b");
        assertThat(batch.sqs.messages()).singleElement().satisfies(letter -> assertThat(letter.body())
                .contains(
                        "TOO_MANY_REJECTED",
                        "1001 of its 1002 records rejected, for MALFORMED_JSON (expected: at most 1000)",
                        Base64.getEncoder().encodeToString(spoiled.payload())));
        assertThat(report.counts()).isEqualTo(counts(2, 0, 1));
        assertThat(report.stop()).isEmpty();
        // What is prepared may take effect.
        assertThat(batch.processor.prepared).containsExactly("a", "b");
    }

    @Test
    void shouldSetAsideInOnePieceAnAggregateOfWhichProcessingRejectsTooMuch() {
        BatchReport report = batch.run(List.of(aggregate(1, manyAnd("reject", "good")), Records.record(2, "a")));

        assertThat(batch.written().lines()).containsExactly("a");
        assertThat(batch.sqs.messages()).singleElement().satisfies(letter -> assertThat(letter.body())
                .contains("TOO_MANY_REJECTED", "1001 of its 1002 records rejected, for BAD_VALUE"));
        assertThat(report.counts()).isEqualTo(counts(1, 0, 1));
    }

    @Test
    void shouldSetAsideOneByOneWhatCanBeInTime() {
        // So many would wait otherwise.
        BatchFixture withoutBreaker = new BatchFixture(RejectLimit.OFF);

        withoutBreaker.run(List.of(aggregate(2, bad(SpoiledAggregates.MAX_REJECTED))));

        assertThat(withoutBreaker.sqs.messages()).hasSize(SpoiledAggregates.MAX_REJECTED);
        assertThat(withoutBreaker.written().lines()).containsExactly("good");
    }

    @Test
    void shouldLeaveASpoiledAggregateThatIsToBeTriedAgain() {
        BatchReport report = batch.run(List.of(Records.record(1, "a"), aggregate(2, manyAnd("reject", "retry"))));

        assertThat(batch.sqs.messages()).isEmpty();
        assertThat(report.committed()).isEqualTo(1);
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
    }

    private static String[] manyAnd(String many, String last) {
        return Stream.concat(Collections.nCopies(1_001, many).stream(), Stream.of(last))
                .toArray(String[]::new);
    }

    private static String[] bad(int records) {
        return Stream.concat(Stream.of("good"), Collections.nCopies(records, "undecodable").stream())
                .toArray(String[]::new);
    }

    @Test
    void shouldSetAsideOneRecordOfAnAggregate() {
        batch.run(List.of(aggregate(1, "a", "undecodable", "b")));

        assertThat(batch.written().lines()).containsExactly("a", "b");
        assertThat(batch.deadLetterIds()).containsExactly(Records.id(1, 1).toString());
        assertThat(batch.deadLetter(0))
                .contains("\"sequence\":\"1\",\"subSequence\":1,\"partitionKey\":\"key-1\"")
                .contains("\"payload\":\"" + base64("undecodable".getBytes(UTF_8)) + "\"");
    }

    @Test
    void shouldSetAsideACorruptedAggregateAsItCame() {
        SourceRecord corrupted = aggregate(2, "b", "c");
        corrupted.payload()[10]++;

        BatchReport report = batch.run(List.of(Records.record(1, "a"), corrupted, aggregate(3, "d")));

        assertThat(report.stop()).isEmpty();
        assertThat(batch.written().lines()).containsExactly("a", "d");
        assertThat(batch.deadLetterIds()).containsExactly(BatchFixture.id(2));
        assertThat(batch.deadLetter(0))
                .contains("\"stage\":\"deaggregate\",\"reason\":\"CORRUPT_AGGREGATE\"")
                .contains("\"subSequence\":0,\"partitionKey\":\"" + Records.PARTITION_KEY + "\"")
                .contains("\"payload\":\"" + base64(corrupted.payload()) + "\"");
        assertThat(batch.processor.processed).containsExactly("a", "d");
    }

    @Test
    void shouldSetAsideAnAggregateOfTooManyRecords() {
        batch.run(List.of(record(1, Collections.nCopies(MOST + 1, part("a", 0))), Records.record(2, "b")));

        assertThat(batch.written().lines()).containsExactly("b");
        assertThat(batch.deadLetter(0)).contains("\"reason\":\"AGGREGATE_TOO_LARGE\"");
    }

    @Test
    void shouldEndInFrontOfTheAggregateThatWouldBeTooMuch() {
        SourceRecord half = record(1, Collections.nCopies(MOST / 2 + 1, part("skip", 0)));
        SourceRecord other = Records.record(Records.id(2), half.payload());

        BatchReport report = batch.run(List.of(half, other, Records.record(3, "a")));

        assertThat(report.committed()).isEqualTo(MOST / 2 + 1);
        assertThat(report.retried()).as("parents").isEqualTo(2);
        assertThat(stop(report).reason()).isEqualTo(StopReason.BATCH_FULL);
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
        assertThat(batch.processor.prepared).hasSize(MOST / 2 + 1);
    }

    @Test
    void shouldTakeTheLargestAggregateWhereItIsFirst() {
        SourceRecord largest = record(1, Collections.nCopies(MOST, part("skip", 0)));

        BatchReport report = batch.run(List.of(largest, Records.record(2, "a")));

        assertThat(report.stop()).isEmpty();
        assertThat(report.committed()).isEqualTo(MOST + 1);
    }

    @Test
    void shouldHandBackTheAggregateInWhichTheOutputReachesItsBound() {
        String[] ten = Stream.generate(() -> "large").limit(10).toArray(String[]::new);

        BatchReport report = batch.run(List.of(aggregate(1, ten), aggregate(2, ten)));

        assertThat(report.committed()).isEqualTo(10);
        assertThat(stop(report).reason()).isEqualTo(StopReason.BATCH_FULL);
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
    }

    @Test
    void shouldSetAsideTheRestOfAnAggregateWhoseOutputFitsNoMemory() {
        int fit = (int) (Assessment.MAX_AGGREGATE_OUTPUT_BYTES >> 20);
        String[] tooMany = Stream.generate(() -> "large").limit(fit + 2).toArray(String[]::new);

        BatchReport report = batch.run(List.of(aggregate(1, tooMany), Records.record(2, "a")));

        assertThat(report.counts()).isEqualTo(counts(fit, 0, 2));
        assertThat(batch.deadLetterIds())
                .containsExactly(
                        Records.id(1, fit).toString(), Records.id(1, fit + 1).toString());
        assertThat(batch.deadLetter(0)).contains("\"stage\":\"deaggregate\",\"reason\":\"AGGREGATE_TOO_LARGE\"");
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
    }

    private static SourceRecord aggregate(int sequence, String... scripts) {
        return record(
                sequence,
                IntStream.range(0, scripts.length)
                        .mapToObj(i -> part(scripts[i], i))
                        .toList());
    }

    private static SourceRecord record(int sequence, List<Part> parts) {
        return Records.record(Records.id(sequence), Aggregates.of(parts));
    }

    private static Part part(String script, int place) {
        return new Part("key-" + place, script.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
