package dev.tributary.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.Rejection;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectBreakerTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Metrics metrics =
            new Metrics("Tributary", clock, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    private final RejectBreaker breaker = breaker(RejectLimit.DEFAULT);

    @BeforeEach
    void watchTheLog() {
        System.setOut(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void leaveTheLog() {
        System.setOut(before);
    }

    @Test
    void shouldSetAsideWhileTheRecordsAreTooFewToTell() {
        assertThat(isHeldBack(rejected(1, 99))).isFalse();
        assertThat(metrics.value(Metric.BREAKER_OPEN)).isZero();
    }

    @Test
    void shouldHoldBackOnceTheRecordsAreEnoughToTell() {
        assertThat(isHeldBack(rejected(1, 99))).isFalse();
        assertThat(isHeldBack(rejected(100, 1))).isTrue();
    }

    @Test
    void shouldSetAsideJustAsManyAsTheLimitSays() {
        assertThat(isHeldBack(good(1, 50), rejected(51, 50))).isFalse();
    }

    @Test
    void shouldHoldBackOneMoreThanTheLimitSays() {
        assertThat(isHeldBack(good(1, 50), rejected(51, 51))).isTrue();
    }

    @Test
    void shouldCountWhatIsSkippedAsGood() {
        assertThat(isHeldBack(each(1, 60, new Outcome.Skip()), rejected(61, 60)))
                .isFalse();
    }

    @Test
    void shouldEndTheBatchInFrontOfItsFirstReject() {
        Assessment judged = breaker.judge(batch(good(1, 3), rejected(4, 200), good(204, 5)), Origin.SOURCE);

        assertThat(judged.records()).hasSize(208);
        assertThat(judged.outcomes()).hasSize(3).hasOnlyElementsOfType(Outcome.Success.class);
        assertThat(judged.reason()).isEqualTo(StopReason.REJECT_BREAKER_OPEN);
        assertThat(judged.cause()).isNull();
        assertThat(metrics.value(Metric.BREAKER_OPEN)).isEqualTo(1);
    }

    @Test
    void shouldLetABatchWithoutRejectsPass() {
        isHeldBack(rejected(1, 200));

        Assessment good = batch(good(201, 10));
        assertThat(breaker.judge(good, Origin.SOURCE)).isSameAs(good);
        assertThat(metrics.value(Metric.BREAKER_OPEN))
                .as("the first batch alone")
                .isEqualTo(1);
    }

    @Test
    void shouldJudgeAHalfOfABatchByTheWhole() {
        assertThat(isHeldBack(rejected(1, 200))).isTrue();
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
        assertThat(isHeldBack(rejected(1, 1))).isTrue();
    }

    @Test
    void shouldCountARecordOnceHoweverOftenItComes() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(isHeldBack(good(1, 10), rejected(11, 80))).isFalse();
        }
        assertThat(isHeldBack(rejected(91, 10))).as("the hundredth").isTrue();
    }

    @Test
    void shouldCountARecordByItsLatestOutcome() {
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
        assertThat(isHeldBack(good(1, 50), rejected(51, 50))).isFalse();
        assertThat(isHeldBack(good(1, 49), rejected(50, 51))).isTrue();
    }

    @Test
    void shouldCloseWhenGoodRecordsCome() {
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
        assertThat(isHeldBack(good(101, 99))).isFalse();
        assertThat(isHeldBack(rejected(1, 1))).as("100 of 199").isTrue();
        assertThat(isHeldBack(good(200, 1), rejected(1, 100))).as("100 of 200").isFalse();
    }

    @Test
    void shouldForgetTheOldestOfMoreRecordsThanItRemembers() {
        isHeldBack(good(1, 600));
        assertThat(isHeldBack(rejected(601, 501))).as("501 of 1101").isFalse();

        // 100 good ones are forgotten: 501 of 1,000 and the one at hand.
        assertThat(isHeldBack(rejected(1_102, 1))).as("502 of 1001").isTrue();
    }

    @Test
    void shouldRememberAsManyRecordsAsTheLimitAsksFor() {
        RejectBreaker large = breaker(new RejectLimit(50, 3_000));

        assertThat(isHeldBack(large, rejected(1, 2_999))).isFalse();
        assertThat(isHeldBack(large, rejected(3_000, 1))).isTrue();
    }

    @Test
    void shouldJudgeALargeBatchByAllOfIt() {
        assertThat(isHeldBack(rejected(1, 6_000), good(6_001, 4_000))).isTrue();
        assertThat(isHeldBack(good(20_001, 4_000), rejected(24_001, 3_000))).isFalse();
    }

    @Test
    void shouldForgetWhatIsOld() {
        isHeldBack(rejected(1, 99));
        clock.advance(RejectBreaker.AGE.minus(MOMENT));
        assertThat(isHeldBack(rejected(100, 1))).isTrue();
        clock.advance(MOMENT);
        assertThat(isHeldBack(rejected(101, 98))).as("of 99 records").isFalse();
        assertThat(isHeldBack(rejected(199, 1))).as("of 100 records").isTrue();
    }

    @Test
    void shouldNotRememberRecordsLongerSinceTheyAreRepeated() {
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
        for (int minute = 1; minute < RejectBreaker.AGE.toMinutes(); minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(isHeldBack(rejected(1, 1))).as("minute %d", minute).isTrue();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(isHeldBack(rejected(1, 1))).isFalse();
    }

    @Test
    void shouldHoldBackAgainWhatIsStillABatchOfRejects() {
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
        clock.advance(RejectBreaker.AGE);
        assertThat(isHeldBack(rejected(1, 100))).isTrue();
    }

    @Test
    void shouldNotCountWhatIsForgottenAmongTheRejects() {
        isHeldBack(rejected(1, 1_000));
        clock.advance(RejectBreaker.AGE);
        assertThat(isHeldBack(good(2_001, 60), rejected(2_061, 60))).isFalse();
    }

    @Test
    void shouldHoldNothingBackWhereItIsOff() {
        assertThat(isHeldBack(breaker(RejectLimit.OFF), rejected(1, 5_000))).isFalse();
    }

    @Test
    void shouldLetRecordsThroughThatAreRedriven() {
        assertThat(breaker.judge(batch(rejected(1, 1_000)), Origin.REDRIVEN_RECORD)
                        .reason())
                .isNull();
    }

    @Test
    void shouldJudgeARedrivenBatchByItself() {
        assertThat(isHeldBack(rejected(1, 90))).isFalse();

        assertThat(breaker.judge(batch(rejected(101, 99)), Origin.REDRIVEN_BATCH)
                        .reason())
                .isNull();
        assertThat(breaker.judge(batch(rejected(201, 100)), Origin.REDRIVEN_BATCH)
                        .reason())
                .isEqualTo(StopReason.REJECT_BREAKER_OPEN);
    }

    @Test
    void shouldJudgeTheSourceByNothingThatIsRedriven() {
        breaker.judge(batch(rejected(1, 500)), Origin.REDRIVEN_RECORD);
        breaker.judge(batch(rejected(501, 500)), Origin.REDRIVEN_BATCH);

        assertThat(isHeldBack(rejected(1_001, 99))).isFalse();
    }

    @Test
    void shouldSayWhatItSawAndWhatToDo() {
        breaker.judge(batch(good(1, 60), rejected(61, 90)), Origin.SOURCE);

        assertThat(log.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .contains("WARN", "\"rejected\":90", "\"seen\":150", "\"rejectedPercent\":60", "\"limitPercent\":50")
                .contains("\"minRecords\":100", "\"windowMinutes\":15", "\"stage\":\"validate\"", "BAD_VALUE")
                .contains("\"firstHeldBack\":\"" + Records.id(61) + "\"", "REJECT_BREAKER_PERCENT=off")
                .doesNotContain("a bad value");
    }

    private boolean isHeldBack(Part... parts) {
        return isHeldBack(breaker, parts);
    }

    private static boolean isHeldBack(RejectBreaker breaker, Part... parts) {
        return breaker.judge(batch(parts), Origin.SOURCE).reason() == StopReason.REJECT_BREAKER_OPEN;
    }

    private RejectBreaker breaker(RejectLimit limit) {
        return new RejectBreaker(limit, metrics, clock);
    }

    private record Part(List<SourceRecord> records, Outcome outcome) {}

    private static Part good(int first, int count) {
        return each(first, count, new Outcome.Success(new byte[0]));
    }

    private static Part rejected(int first, int count) {
        return each(first, count, new Outcome.Reject(new Rejection("validate", "BAD_VALUE", "a bad value")));
    }

    private static Part each(int first, int count, Outcome outcome) {
        List<SourceRecord> records = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            records.add(Records.record(i, ""));
        }
        return new Part(records, outcome);
    }

    private static Assessment batch(Part... parts) {
        List<SourceRecord> records = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Part part : parts) {
            records.addAll(part.records());
            part.records().forEach(record -> outcomes.add(part.outcome()));
        }
        return new Assessment(records, outcomes, null, null);
    }
}
