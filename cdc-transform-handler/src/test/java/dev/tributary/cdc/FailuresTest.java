package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.dmsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.lambda.ObjectFailedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeBody;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, the event is tried again, and the attempt that succeeds leaves what an undisturbed one would have left. */
class FailuresTest {

    private static final byte[] THREE_TABLES = IntStream.range(0, 300)
            .mapToObj(i -> dmsOf("shop", "table_" + i % 3, i))
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);

    private final CdcFixture fixture = new CdcFixture();
    /** Without the breaker, which would fail an object before so many pieces of it are set aside. */
    private final CdcFixture unlimited = new CdcFixture(Map.of("REJECT_BREAKER_PERCENT", "off"));

    private final String event = fixture.put("raw/object", THREE_TABLES);

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void shouldFailWhereTheObjectCannotBeOpened(int status) {
        fixture.s3.faults().failNext(FakeS3.GET, AwsFailures.s3(status, "Code"), Fault.Effect.NONE);

        assertFailsAndThenSucceeds(0);
    }

    @Test
    void shouldFailWhereTheVersionIsGone() {
        fixture.s3.remove(CdcFixture.BUCKET, "raw/object");
        String gone = event.replace("version-1", "version-9");

        assertThatThrownBy(() -> fixture.handle(gone))
                .isInstanceOf(ObjectFailedException.class)
                .hasMessageContaining("s3://lake/raw/object")
                .hasMessageContaining("NoSuchVersion");
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void shouldFailWhereTheContentBreaksOff() {
        fixture.s3.breakNextBody(new FakeBody.End(THREE_TABLES.length / 2, new IOException("Connection reset")));

        assertFailsAndThenSucceeds(0);
    }

    /** The JDK's connections tell the end of a body that is shorter than was said. */
    @Test
    void shouldNotTakeABodyThatIsTooShortForAll() {
        fixture.s3.breakNextBody(new FakeBody.End(THREE_TABLES.length / 2, null));

        assertFailsAndThenSucceeds(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldFailWhereAnObjectCannotBeWritten(int nth) {
        fixture.s3.faults().failCall(FakeS3.PUT, nth, AwsFailures.s3(503, "SlowDown"), Fault.Effect.NONE);

        assertFailsAndThenSucceeds(nth - 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Effect.class,
            names = {"NONE", "DONE"})
    void shouldCompleteWhatDiedHalfWay(Fault.Effect effect) {
        fixture.s3.faults().failCall(FakeS3.PUT, 2, new Crash("between two puts"), effect);
        assertThatThrownBy(() -> fixture.handle(event)).isInstanceOf(Crash.class);
        assertThat(fixture.written()).hasSize(effect == Fault.Effect.DONE ? 2 : 1);

        fixture.handle(event);

        assertWrittenAsWithoutFailures();
    }

    @Test
    void shouldWriteNothingWhereADeadLetterCannotBeSent() {
        String bad = fixture.put("raw/bad", (new String(THREE_TABLES, UTF_8) + "{}").getBytes(UTF_8));
        fixture.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.timedOut());
        assertThatThrownBy(() -> fixture.handle(bad)).isInstanceOf(ObjectFailedException.class);
        assertThat(fixture.written()).isEmpty();

        fixture.sqs.faults().heal();
        fixture.handle(bad);

        assertThat(fixture.written()).hasSize(3);
        assertThat(fixture.letters()).hasSize(1);
    }

    @Test
    void shouldFailWhereTheQueueRefusesOneOfTheDeadLetters() {
        String bad = fixture.put("raw/bad", "{}\n{}\n{}".getBytes(UTF_8));
        fixture.sqs.refuse(entry -> entry.messageBody().contains("\"offset\":3,"));

        assertThatThrownBy(() -> fixture.handle(bad)).isInstanceOf(ObjectFailedException.class);
    }

    @Test
    void shouldFailInTimeWhereReadingTakesTooLong() {
        fixture.s3.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(nth == 1 ? 58 : 0));
            return null;
        });

        assertThatThrownBy(() -> fixture.handle(event))
                .isInstanceOf(ObjectFailedException.class)
                .hasRootCauseMessage("no time left to read an object, after 0 of " + THREE_TABLES.length + " bytes");
        assertThat(fixture.written()).isEmpty();
        fixture.handle(event);
        assertWrittenAsWithoutFailures();
    }

    @Test
    void shouldFailInTimeWhereWritingTakesTooLong() {
        fixture.s3.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeS3.PUT) && nth <= 2 ? 40 : 0));
            return null;
        });

        assertThatThrownBy(() -> fixture.handle(event))
                .isInstanceOf(ObjectFailedException.class)
                .hasRootCauseMessage("no time left to put an object");
        assertThat(fixture.written()).hasSize(2);
        fixture.handle(event);
        assertWrittenAsWithoutFailures();
    }

    @Test
    void shouldFailWithoutAFolderForWhatDoesNotFitIntoMemory(@TempDir Path directory) throws IOException {
        Path noFolder = Files.createFile(directory.resolve("file"));
        CdcFixture without = new CdcFixture(Map.of(), noFolder);
        String put = without.put("raw/object", THREE_TABLES);

        assertThatThrownBy(() -> without.handle(put)).isInstanceOf(ObjectFailedException.class);
        assertThat(without.written()).isEmpty();
    }

    /** An object of another format: its event is kept as a whole, and not each piece of it as a letter. */
    @Test
    void shouldFailWithoutALetterWhereMostOfAnObjectIsNoChange() {
        String bad = fixture.put("raw/bad", (changes(99) + "{}\n".repeat(100)).getBytes(UTF_8));

        assertThatThrownBy(() -> fixture.handle(bad))
                .isInstanceOf(ObjectFailedException.class)
                .hasRootCauseMessage(
                        "s3://lake/raw/bad: 100 of 199 pieces are no change events (expected: at most 50 %, as"
                                + " REJECT_BREAKER_PERCENT says, of changes as AWS DMS or Debezium write them)");
        assertThat(fixture.written()).isEmpty();
        assertThat(fixture.sqs.calls()).isEmpty();
    }

    @Test
    void shouldJudgeAnObjectByAllOfItAndByNoOther() {
        String bad = fixture.put("raw/bad", "{}\n".repeat(500).getBytes(UTF_8));
        assertThatThrownBy(() -> fixture.handle(bad)).isInstanceOf(ObjectFailedException.class);

        assertThat(fixture.transform("{}\n".repeat(100) + changes(100))
                        .path("deadLettered")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void shouldSetAsideAllOfAnObjectThatIsTooSmallToTell() {
        assertThat(fixture.transform("{}\n".repeat(99)).path("deadLettered").asInt())
                .isEqualTo(99);
    }

    @Test
    void shouldFailWhereMoreIsNoChangeThanMayCostALetter() {
        String bad = unlimited.put("raw/bad", (dmsOf("shop", "items", 1) + "{}\n".repeat(10_001)).getBytes(UTF_8));

        assertThatThrownBy(() -> unlimited.handle(bad))
                .isInstanceOf(ObjectFailedException.class)
                .hasRootCauseMessage(
                        "s3://lake/raw/bad: more than 10000 pieces that are no change events (expected: changes as AWS"
                                + " DMS or Debezium write them; the first pieces are in the dead-letter queue, with the reasons)");
        assertThat(unlimited.written()).isEmpty();
        assertThat(unlimited.sqs.messages()).hasSize(10_000);
    }

    @Test
    void shouldTakeAsManyBadPiecesAsMayBe() {
        assertThat(unlimited
                        .transform("{}\n".repeat(10_000))
                        .path("deadLettered")
                        .asInt())
                .isEqualTo(10_000);
    }

    @Test
    void shouldFailWhereThereAreMoreTablesThanMemory() {
        String many = fixture.put(
                "raw/many",
                IntStream.range(0, 2_001)
                        .mapToObj(i -> dmsOf("shop", "table_" + i, i))
                        .collect(Collectors.joining("\n"))
                        .getBytes(UTF_8));

        assertThatThrownBy(() -> fixture.handle(many))
                .isInstanceOf(ObjectFailedException.class)
                .hasRootCauseMessage("objects of one input: 2001 or more (expected: at most 2000)");
        assertThat(fixture.written()).isEmpty();
    }

    /** A contract that cannot be read is nobody's data: the object waits until it is mended. */
    @Test
    void shouldFailWhereAContractIsBroken() {
        String waiting = fixture.put("raw/broken", dmsOf("shop", "broken", 1).getBytes(UTF_8));

        assertThatThrownBy(() -> fixture.handle(waiting))
                .isInstanceOf(ObjectFailedException.class)
                .hasStackTraceContaining("table-contracts/shop.broken.json");
        assertThat(fixture.letters()).isEmpty();
        assertThat(fixture.written()).isEmpty();
    }

    private void assertFailsAndThenSucceeds(int writtenBefore) {
        assertThatThrownBy(() -> fixture.handle(event))
                .isInstanceOf(ObjectFailedException.class)
                .hasMessageContaining("s3://lake/raw/object");
        assertThat(fixture.written()).hasSize(writtenBefore);
        assertThat(fixture.letters()).isEmpty();

        fixture.handle(event);

        assertWrittenAsWithoutFailures();
    }

    private void assertWrittenAsWithoutFailures() {
        CdcFixture undisturbed = new CdcFixture();
        undisturbed.handle(undisturbed.put("raw/object", THREE_TABLES));

        assertThat(fixture.digests()).hasSize(3).isEqualTo(undisturbed.digests());
    }

    private static String changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> dmsOf("shop", "items", i))
                .collect(Collectors.joining("\n"));
    }
}
