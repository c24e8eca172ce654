package dev.tributary.local.law;

import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What befalls the calls of a function: time passes, answers get lost, and puts of earlier attempts land meanwhile. */
final class Misfortunes {

    private final Luck luck;
    private final ManualClock clock;
    private final FakeS3 s3;
    private final int landingPercent;
    private final int heldPercent;
    private Instant end = Instant.MAX;

    Misfortunes(Luck luck, ManualClock clock, FakeS3 s3, FakeSqs sqs, FakeSns sns) {
        this.luck = luck;
        this.clock = clock;
        this.s3 = s3;
        // Soon, after some attempts, after many, or when all is over.
        this.landingPercent = luck.oneOf(60, 15, 3, 0);
        this.heldPercent = luck.oneOf(20, 50, 90);
        s3.faults().follow((operation, nth) -> ofS3(operation));
        sqs.faults().follow((operation, nth) -> ofMessages(operation, AwsFailures::sqs));
        sqs.refuse(entry -> luck.strikes(4));
        sns.faults().follow((operation, nth) -> ofMessages(operation, AwsFailures::sns));
        sns.refuse(entry -> luck.strikes(4));
    }

    /** The function that begins now is killed at this time. */
    void killAt(Instant end) {
        this.end = end;
    }

    /** Lets held puts land, if the dice say so. */
    void landSome() {
        while (s3.heldPuts() > 0 && luck.in100(landingPercent)) {
            landOne();
        }
    }

    /** Lets every held put land. */
    void landAll() {
        while (s3.heldPuts() > 0) {
            landOne();
        }
    }

    private void landOne() {
        boolean landed = s3.landHeldPut(luck.from(0, s3.heldPuts() - 1));
        luck.saw(landed ? Event.LATE_PUT_LANDED : Event.LATE_PUT_REFUSED);
    }

    private @Nullable Fault ofS3(String operation) {
        landSome();
        Fault killed = passTime();
        if (killed != null || !luck.strikes(1)) {
            return killed;
        }
        return switch (luck.from(1, 6)) {
            case 1 -> new Fault(AwsFailures.s3(503, "SlowDown"), Effect.NONE);
            case 2 -> new Fault(AwsFailures.s3(500, "InternalError"), anyEffect());
            case 3 -> operation.equals(FakeS3.PUT) ? new Fault(AwsFailures.conflict(), Effect.NONE) : lost();
            case 4 -> killed("during " + operation);
            default -> lost();
        };
    }

    private @Nullable Fault ofMessages(String operation, BiFunction<Integer, String, AwsServiceException> failure) {
        Fault killed = passTime();
        if (killed != null || !luck.strikes(3)) {
            return killed;
        }
        return switch (luck.from(1, 4)) {
            case 1 -> new Fault(failure.apply(429, "Throttled"), Effect.NONE);
            case 2 -> new Fault(failure.apply(500, "InternalError"), anyEffect());
            case 3 -> killed("during " + operation);
            default -> lost();
        };
    }

    /** The call takes its time; the function may not live until its end. */
    private @Nullable Fault passTime() {
        clock.advance(Duration.ofMillis(luck.from(1, 80)));
        return clock.instant().isAfter(end) ? killed("at its timeout") : null;
    }

    private Fault killed(String where) {
        return new Fault(new Crash(where), anyEffect());
    }

    private Fault lost() {
        clock.advance(Duration.ofSeconds(luck.from(0, 5)));
        return new Fault(luck.in100(50) ? AwsFailures.timedOut() : AwsFailures.disconnected(), anyEffect());
    }

    private Effect anyEffect() {
        if (luck.in100(heldPercent)) {
            return Effect.HELD;
        }
        return luck.in100(50) ? Effect.DONE : Effect.NONE;
    }
}
