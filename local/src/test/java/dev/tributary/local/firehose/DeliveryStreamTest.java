package dev.tributary.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryStreamTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldWriteABufferWhenItsFirstRecordIsAsOldAsTheInterval() {
        DeliveryFixture fixture = DeliveryFixture.of("BufferingHints: {IntervalInSeconds: 60}");
        fixture.pass(Duration.ofHours(1));
        fixture.put("a");
        fixture.pass(Duration.ofSeconds(59));
        fixture.put("b");
        assertThat(fixture.keys()).isEmpty();
        assertThat(fixture.stream.report().recordsBuffered()).isEqualTo(2);

        fixture.pass(SECOND);

        assertThat(fixture.contents()).containsExactly("ab");
        assertThat(fixture.stream.report()).isEqualTo(new DeliveryReport("Products", 2, 2, 1, 0));
    }

    @Test
    void shouldStartTheClockOfEachBufferAnew() {
        DeliveryFixture fixture = DeliveryFixture.of("BufferingHints: {IntervalInSeconds: 60}");
        fixture.put("a");
        fixture.pass(Duration.ofSeconds(60));
        fixture.pass(Duration.ofSeconds(30));
        fixture.put("b");

        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.contents()).containsExactly("a");
        fixture.pass(SECOND);
        assertThat(fixture.contents()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldWriteABufferWhenItIsFullBeforeCompression() {
        DeliveryFixture fixture = DeliveryFixture.of("BufferingHints: {SizeInMBs: 1}", "CompressionFormat: GZIP");
        String half = "x".repeat(512 * 1024);
        fixture.put(half.substring(1));
        fixture.put(half);
        fixture.stream.deliverReady();
        assertThat(fixture.keys()).isEmpty();

        fixture.put("y", "z");
        fixture.stream.deliverReady();

        assertThat(fixture.contents())
                .singleElement()
                .asString()
                .hasSize(1024 * 1024)
                .endsWith("xy");
        assertThat(fixture.stream.report().recordsBuffered()).isEqualTo(1);
    }

    @Test
    void shouldNameObjectsAsFirehoseDoes() {
        DeliveryFixture fixture = DeliveryFixture.of(
                "Prefix: \"data/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/\"",
                "ErrorOutputPrefix: \"errors/!{firehose:error-output-type}/\"",
                "CompressionFormat: GZIP",
                "BufferingHints: {IntervalInSeconds: 2}");
        fixture.put("a");
        fixture.pass(Duration.ofSeconds(2));

        // By the arrival of the oldest record, not by the time of writing, which is in the next hour.
        assertThat(fixture.keys())
                .singleElement()
                .asString()
                .matches("data/year=2026/month=03/day=01/hour=10/products-1-2026-03-01-10-59-58-" + UUID + "\\.gz");
    }

    @Test
    void shouldEndKeysWithTheExtensionThatIsAskedFor() {
        DeliveryFixture fixture = DeliveryFixture.of(
                "CompressionFormat: GZIP", "FileExtension: .jsonl.gz", "BufferingHints: {IntervalInSeconds: 0}");
        fixture.put("a");
        fixture.pass(Duration.ZERO);

        assertThat(fixture.keys())
                .singleElement()
                .asString()
                .matches("2026/03/01/10/products-1-2026-03-01-10-59-58-" + UUID + "\\.jsonl\\.gz");
    }

    @Test
    void shouldPutTheDelimiterBehindEachRecord() {
        DeliveryFixture fixture = DeliveryFixture.ofLines(new ManualClock(DeliveryFixture.START), FaultPlan.none());
        fixture.put("a", "b");
        fixture.pass(Duration.ofSeconds(5));

        assertThat(fixture.contents()).containsExactly("a\nb\n");
    }

    @Test
    void shouldTakeNothingOfACallBeyondTheLimits() {
        DeliveryFixture fixture = DeliveryFixture.of();
        byte[] largest = new byte[1_024_000];

        fixture.stream.putRecordBatch(Collections.nCopies(500, new byte[1]));
        fixture.stream.putRecordBatch(Collections.nCopies(4, largest));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.stream.putRecordBatch(List.of()))
                .withMessage("records: 0 (expected: 1-500)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.stream.putRecordBatch(Collections.nCopies(501, new byte[1])))
                .withMessage("records: 501 (expected: 1-500)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.stream.putRecordBatch(List.of(new byte[1_024_001])))
                .withMessage("record: 1024001 bytes (expected: at most 1024000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.stream.putRecordBatch(Collections.nCopies(5, largest)))
                .withMessage("records: 5120000 bytes (expected: at most 4194304 in one call)");
        assertThat(fixture.stream.report().recordsAccepted()).isEqualTo(504);
    }

    @Test
    void shouldKeepTheBufferAndTryAgainLaterAndLater() {
        DeliveryFixture fixture = DeliveryFixture.of("BufferingHints: {IntervalInSeconds: 0}");
        fixture.s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"));
        fixture.put("a");
        fixture.pass(Duration.ZERO);
        fixture.put("b");
        fixture.pass(Duration.ofMillis(99));
        assertThat(fixture.s3.puts()).hasSize(1);
        fixture.pass(Duration.ofMillis(1));
        assertThat(fixture.s3.puts()).hasSize(2);
        fixture.pass(Duration.ofMillis(199));
        assertThat(fixture.s3.puts()).hasSize(2);

        fixture.s3.faults().heal();
        fixture.pass(Duration.ofMillis(1));

        assertThat(fixture.contents()).containsExactlyInAnyOrder("a", "b");
        assertThat(fixture.stream.report()).isEqualTo(new DeliveryReport("Products", 2, 2, 2, 2));
    }

    @Test
    void shouldWriteAgainUnderAnotherKeyWhenTheResponseWasLost() {
        DeliveryFixture fixture = DeliveryFixture.of("BufferingHints: {IntervalInSeconds: 0}");
        fixture.s3.faults().failNext(FakeS3.PUT, AwsFailures.disconnected(), Effect.DONE);
        fixture.put("a");
        fixture.pass(Duration.ZERO);
        fixture.pass(SECOND);

        assertThat(fixture.contents()).containsExactly("a", "a");
        assertThat(fixture.stream.report()).isEqualTo(new DeliveryReport("Products", 1, 1, 1, 1));
    }

    @Test
    void shouldDeliverWithTheNextDeliveryWhatIsHastened() {
        DeliveryFixture fixture = DeliveryFixture.of();
        fixture.stream.hasten();
        fixture.put("a", "b");
        fixture.stream.hasten();
        fixture.put("c");
        fixture.stream.deliverReady();

        assertThat(fixture.contents()).containsExactly("ab");
        assertThat(fixture.stream.report().recordsBuffered()).isEqualTo(1);
    }

    @Test
    void shouldFlushWhatIsNotYetDue() throws InterruptedException {
        DeliveryFixture fixture = DeliveryFixture.of();
        fixture.s3.faults().failNext(FakeS3.PUT, AwsFailures.s3(500, "InternalError"), Effect.NONE);
        fixture.put("a", "b");

        fixture.stream.flush();

        assertThat(fixture.contents()).containsExactly("ab");
        assertThat(fixture.naps).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void shouldTellWhatAFlushCouldNotWrite() {
        DeliveryFixture fixture = DeliveryFixture.of();
        fixture.s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(404, "NoSuchBucket"));
        fixture.put("a", "b");

        assertThatIllegalStateException()
                .isThrownBy(fixture.stream::flush)
                .withMessage("Products: 2 records not written (expected: lake to take them within 7 attempts)");
        assertThat(fixture.naps.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(10));
        assertThat(fixture.stream.report().recordsBuffered()).isEqualTo(2);
    }
}
