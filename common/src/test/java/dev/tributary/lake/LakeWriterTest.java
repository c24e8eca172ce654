package dev.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LakeWriterTest {

    private static final SourceRecord FIRST = Records.record(1, "ignored");
    private static final String KEY =
            "enriched-data/orders/year=2026/month=03/day=04/hour=05/orders.shardId-000000000000.1.0.jsonl.gz";

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(Duration.ofSeconds(10), clock);
    private final FakeS3 s3 = new FakeS3("lake");
    private final LakeWriter writer = writerTo("lake");

    @Test
    void shouldWriteOneObjectUnderTheBatchsFirstRecord() {
        long bytes = write("{\"n\":1}", "{\"n\":2}");

        assertThat(s3.objects()).containsOnlyKeys("lake/" + KEY);
        assertThat(lines()).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(bytes).isEqualTo(object().bytes().length);
    }

    @Test
    void shouldWriteAnEmptyObjectWithoutLines() {
        write();

        assertThat(lines()).isEmpty();
        assertThat(object().metadata()).containsEntry("record-count", "0");
    }

    @Test
    void shouldSayInTheMetadataWhatTheObjectHolds() {
        write("{}", "{}");

        assertThat(object().metadata())
                .containsAllEntriesOf(Map.of(
                        "record-count", "2",
                        "first-record-id", "orders.shardId-000000000000.1.0",
                        "last-record-id", "orders.shardId-000000000000.9.0",
                        "schema-version", "1",
                        "attempt-begun", Long.toString(Records.ARRIVAL.toEpochMilli())))
                .containsKey("attempt")
                .hasSize(6);
        assertThat(object().request().contentType()).isEqualTo("application/gzip");
        assertThat(object().request().contentEncoding()).isNull();
    }

    @Test
    void shouldLetS3CheckTheBytes() throws Exception {
        write("{}");

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(object().bytes());
        assertThat(object().request().checksumSHA256())
                .isEqualTo(Base64.getEncoder().encodeToString(digest));
    }

    @Test
    void shouldAskForAbsenceWithTheFirstPut() {
        write("{}");

        assertThat(s3.puts()).singleElement().satisfies(put -> {
            assertThat(put.ifNoneMatch()).isEqualTo("*");
            assertThat(put.ifMatch()).isNull();
        });
        assertThat(s3.faults().calls(FakeS3.HEAD)).isZero();
    }

    @Test
    void shouldLeaveTheBatchsObjectAsItIsWhenItsFirstRecordComesBackByItself() {
        write("{\"n\":2}", "{\"n\":3}");

        writer.write(FIRST, FIRST.id(), List.of(bytes("{\"n\":1}")), begunAt(clock.instant(), Origin.REDRIVEN_RECORD));

        assertThat(lines()).containsExactly("{\"n\":2}", "{\"n\":3}");
        String own = KEY.replace(".jsonl.gz", "-0.redriven.jsonl.gz");
        assertThat(Gunzip.lines(s3.object("lake", own).bytes())).containsExactly("{\"n\":1}");
    }

    @Test
    void shouldTellAnAggregateThatComesBackWholeFromTheFirstOfItsRecords() {
        Invocation redriven = begunAt(clock.instant(), Origin.REDRIVEN_RECORD);
        RecordId last =
                new RecordId(FIRST.id().stream(), FIRST.id().shard(), FIRST.id().sequence(), 7);
        writer.write(FIRST, last, List.of(bytes("{\"n\":2}")), redriven);

        writer.write(FIRST, FIRST.id(), List.of(bytes("{\"n\":1}")), redriven);

        String whole = KEY.replace(".jsonl.gz", "-7.redriven.jsonl.gz");
        assertThat(Gunzip.lines(s3.object("lake", whole).bytes())).containsExactly("{\"n\":2}");
    }

    @Test
    void shouldReplaceTheObjectOfABatchThatComesBackWhole() {
        write("{\"n\":1}");

        writer.write(
                FIRST,
                Records.id(9),
                List.of(bytes("{\"n\":1}"), bytes("{\"n\":2}")),
                begunAt(clock.instant(), Origin.REDRIVEN_BATCH));

        assertThat(lines()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldReplaceExactlyTheVersionSeenOnARepeat() {
        write("{\"n\":1}");
        String seen = object().eTag();

        write("{\"n\":2}");

        assertThat(lines()).containsExactly("{\"n\":2}");
        assertThat(s3.puts()).extracting(PutObjectRequest::ifNoneMatch).containsExactly("*", "*", null);
        assertThat(s3.puts()).extracting(PutObjectRequest::ifMatch).containsExactly(null, null, seen);
        assertThat(clock.instant()).as("a first repeat waits for nothing").isEqualTo(Records.ARRIVAL);
    }

    @Test
    void shouldGiveTheSameLinesAnotherETagAtEachAttempt() {
        write();
        String first = object().eTag();

        write();

        assertThat(object().eTag()).isNotEqualTo(first);
    }

    @Test
    void shouldKnowItsOwnPutWhoseAnswerWasLost() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.preconditionFailed(), Effect.DONE);

        write("{\"n\":1}");

        assertThat(lines()).containsExactly("{\"n\":1}");
        assertThat(s3.puts()).as("what has landed is not put again").hasSize(1);
    }

    @Test
    void shouldTryTheSameConditionAgainAfterAConflict() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.conflict(), Effect.NONE);

        write("{\"n\":1}");

        assertThat(lines()).containsExactly("{\"n\":1}");
        assertThat(s3.faults().calls(FakeS3.HEAD)).isZero();
        assertThat(s3.puts()).extracting(PutObjectRequest::ifNoneMatch).containsExactly("*", "*");
    }

    @Test
    void shouldGiveWayToALaterAttemptThatHasWritten() {
        Invocation older = begunAt(clock.instant());
        clock.advance(Duration.ofSeconds(1));
        write("{\"n\":1}", "{\"n\":2}");

        assertThatThrownBy(() -> writer.write(FIRST, Records.id(5), List.of(), older))
                .isInstanceOf(NewerAttemptException.class)
                .hasMessageContaining(KEY);

        assertThat(lines()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void shouldGiveEachCallWhatIsLeftOfItsTime() {
        write("{}");
        s3.faults().follow((operation, nth) -> {
            clock.advance(Duration.ofSeconds(2));
            return null;
        });

        write("{}");

        assertThat(s3.puts())
                .extracting(put -> put.overrideConfiguration()
                        .flatMap(RequestOverrideConfiguration::apiCallTimeout)
                        .orElseThrow())
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(6));
    }

    @Test
    void shouldLookAgainWhenAnotherVersionCameBetween() {
        write("{\"n\":1}");
        s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.PUT) && nth == 3) {
                s3.place("lake", KEY, "another attempt's".getBytes(StandardCharsets.UTF_8));
            }
            return null;
        });

        write("{\"n\":2}");

        assertThat(lines()).containsExactly("{\"n\":2}");
        assertThat(s3.faults().calls(FakeS3.PUT)).isEqualTo(4);
        assertThat(clock.instant()).as("waits before it looks a second time").isAfter(Records.ARRIVAL);
    }

    @Test
    void shouldWriteAnewWhenTheObjectVanishedBeforeThePut() {
        write("{\"n\":1}");
        s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.PUT) && nth == 3) {
                s3.remove("lake", KEY);
            }
            return null;
        });

        write("{\"n\":2}");

        assertThat(lines()).containsExactly("{\"n\":2}");
        assertThat(s3.puts()).extracting(PutObjectRequest::ifNoneMatch).containsExactly("*", "*", null, "*");
    }

    @Test
    void shouldWriteAnewWhenTheObjectVanishedBeforeTheLook() {
        write("{\"n\":1}");
        s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.HEAD)) {
                s3.remove("lake", KEY);
            }
            return null;
        });

        write("{\"n\":2}");

        assertThat(lines()).containsExactly("{\"n\":2}");
    }

    @Test
    void shouldGiveUpAtTheDeadlineWhenTheConditionIsRefusedAgainAndAgain() {
        s3.faults().failAll(FakeS3.PUT, AwsFailures.conflict());

        assertThatThrownBy(() -> write("{}")).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode())
                .isEqualTo(409));
        assertThat(clock.instant()).isAfter(Records.ARRIVAL.plusSeconds(8)).isBefore(Records.ARRIVAL.plusSeconds(10));
    }

    @Test
    void shouldFailAtOnceWithoutTheBucket() {
        assertThatThrownBy(() -> write(writerTo("missing"), "{}")).isInstanceOf(NoSuchBucketException.class);

        assertThat(s3.puts()).hasSize(1);
        assertThat(s3.faults().calls(FakeS3.HEAD)).isZero();
    }

    @Test
    void shouldFailWhenPermissionIsMissing() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.s3(403, "AccessDenied"), Effect.NONE);

        assertThatThrownBy(() -> write("{}")).isInstanceOf(S3Exception.class).hasMessageContaining("AccessDenied");
        assertThat(s3.puts()).hasSize(1);
    }

    @Test
    void shouldFailWhenItMayNotLook() {
        write("{\"n\":1}");
        s3.faults().failNext(FakeS3.HEAD, AwsFailures.s3(403, "AccessDenied"), Effect.NONE);

        assertThatThrownBy(() -> write("{\"n\":2}")).isInstanceOf(S3Exception.class);
        assertThat(lines()).containsExactly("{\"n\":1}");
    }

    @Test
    void shouldNotLetALateFirstPutChangeWhatARepeatWrote() {
        hold();
        assertThatThrownBy(() -> write("{\"n\":1}")).isInstanceOf(ApiCallTimeoutException.class);
        write("{\"n\":2}");

        assertThat(s3.landHeldPuts()).isZero();
        assertThat(lines()).containsExactly("{\"n\":2}");
    }

    @Test
    void shouldNotLetALateRepeatedPutChangeWhatALaterOneWrote() {
        write("{\"n\":1}");
        s3.faults().failCall(FakeS3.PUT, 3, AwsFailures.timedOut(), Effect.HELD);
        assertThatThrownBy(() -> write("{\"n\":2}")).isInstanceOf(ApiCallTimeoutException.class);
        write("{\"n\":3}");

        assertThat(s3.landHeldPuts()).isZero();
        assertThat(lines()).containsExactly("{\"n\":3}");
    }

    @Test
    void shouldNotLetALatePutPassForTheSameLinesOfALaterAttempt() {
        write();
        s3.faults().failCall(FakeS3.PUT, 3, AwsFailures.timedOut(), Effect.HELD);
        assertThatThrownBy(() -> write("{\"n\":2}")).isInstanceOf(ApiCallTimeoutException.class);
        // Without bytes of its own, this empty object would have the ETag that the held put asks for.
        write();

        assertThat(s3.landHeldPuts()).isZero();
        assertThat(lines()).isEmpty();
    }

    @Test
    void shouldReplaceAPutThatLandsWhileItIsRepeated() {
        hold();
        assertThatThrownBy(() -> write("{\"n\":1}")).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(s3.landHeldPuts()).isEqualTo(1);

        write("{\"n\":2}");

        assertThat(lines()).containsExactly("{\"n\":2}");
    }

    private void hold() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.timedOut(), Effect.HELD);
    }

    private LakeWriter writerTo(String bucket) {
        return new LakeWriter(s3, new LakeLocation(bucket, "enriched-data", "orders"), Backoffs.on(clock));
    }

    private long write(String... lines) {
        return write(writer, lines);
    }

    private long write(LakeWriter to, String... lines) {
        return to.write(
                FIRST,
                Records.id(9),
                Stream.of(lines)
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                begunAt(clock.instant()));
    }

    private Invocation begunAt(Instant begun) {
        return begunAt(begun, Origin.SOURCE);
    }

    private Invocation begunAt(Instant begun, Origin origin) {
        return new Invocation(TestInvocations.FUNCTION, TestInvocations.REQUEST_ID, begun, deadline, deadline, origin);
    }

    private StoredObject object() {
        return s3.object("lake", KEY);
    }

    private List<String> lines() {
        return Gunzip.lines(object().bytes());
    }
}
