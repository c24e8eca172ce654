package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Deadline;
import dev.tributary.lake.FencedObjects.State;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class FencedObjectsTest {

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(Duration.ofSeconds(10), clock);
    private final FakeS3 s3 = new FakeS3("lake");
    private final FencedObjects objects = new FencedObjects(s3, "lake", Backoffs.on(clock));

    @Test
    void shouldWriteAnObjectOnce() {
        long bytes = write("a");

        FakeS3.StoredObject stored = s3.object("lake", "a");
        assertThat(Gunzip.lines(stored.bytes())).containsExactly("one", "two");
        assertThat(bytes).isEqualTo(stored.bytes().length);
        assertThat(stored.metadata())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("record-count", "2", "schema-version", "1", "model", "price"));
        assertThat(stored.request().contentType()).isEqualTo("application/gzip");
        assertThat(objects.look("a", deadline)).isEqualTo(State.WRITTEN);
        assertThat(objects.look("b", deadline)).isEqualTo(State.MISSING);
    }

    @Test
    void shouldWriteNothingBehindAFence() {
        assertThat(objects.fence("a", deadline)).isEqualTo(State.FENCED);

        assertThat(write("a")).isNegative();
        assertThat(Gunzip.lines(s3.object("lake", "a").bytes())).isEmpty();
        assertThat(objects.look("a", deadline)).isEqualTo(State.FENCED);
        assertThat(objects.fence("a", deadline)).isEqualTo(State.FENCED);
    }

    @Test
    void shouldNotFenceWhatWasWritten() {
        write("a");

        assertThat(objects.fence("a", deadline)).isEqualTo(State.WRITTEN);
        assertThat(Gunzip.lines(s3.object("lake", "a").bytes())).hasSize(2);
    }

    @Test
    void shouldPutAFenceInThePlaceOfWhatBelongsToAnother() {
        write("a");

        objects.replace("a", deadline);
        objects.replace("b", deadline);

        assertThat(objects.look("a", deadline)).isEqualTo(State.FENCED);
        assertThat(write("b")).isNegative();
    }

    /** The SDK repeats a put whose answer was lost, and finds what it put itself. */
    @Test
    void shouldKnowItsOwnObjectAgain() {
        write("a");

        assertThat(write("a")).isPositive();
    }

    @Test
    void shouldPutAgainAfterAConflict() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.conflict(), Effect.NONE);

        assertThat(write("a")).isPositive();
        assertThat(s3.puts()).hasSize(2);
    }

    @Test
    void shouldEndByTheDeadline() {
        s3.faults().failAll(FakeS3.PUT, AwsFailures.conflict());

        assertThatThrownBy(() -> write("a")).isInstanceOf(SdkException.class);
        assertThat(deadline.remaining()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    }

    @Test
    void shouldFailWhereItIsNotSure() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.timedOut(), Effect.DONE);
        assertThatThrownBy(() -> write("a")).isInstanceOf(SdkException.class);

        s3.faults().failNext(FakeS3.HEAD, AwsFailures.s3(403, "AccessDenied"), Effect.NONE);
        assertThatThrownBy(() -> objects.look("a", deadline)).hasMessageContaining("AccessDenied");
    }

    @Test
    void shouldTakeNoLineAfterTheEnd() {
        try (LinesFile file = new LinesFile("attempt")) {
            objects.write("a", file, Map.of(), deadline);

            assertThatThrownBy(() -> file.add(new byte[0]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a line for a file that is finished (expected: lines before)");
            assertThat(file.count()).isZero();
        }
    }

    private long write(String key) {
        try (LinesFile file = new LinesFile("attempt")) {
            file.add("one".getBytes(UTF_8));
            file.add("two".getBytes(UTF_8));
            return objects.write(key, file, Map.of("model", "price"), deadline);
        }
    }
}
