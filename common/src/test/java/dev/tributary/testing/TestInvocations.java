package dev.tributary.testing;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import java.time.Clock;
import java.time.Duration;

/** TestInvocations of a function by tests. */
public final class TestInvocations {

    public static final String FUNCTION = "enrichment";
    public static final String REQUEST_ID = "request-1";

    private TestInvocations() {}

    /** An invocation that begins now, with a minute until Lambda would end it. */
    public static Invocation begun(Clock clock) {
        return Invocation.begun(clock, FUNCTION, REQUEST_ID, Duration.ofMinutes(1));
    }

    public static Deadline in(Duration time, Clock clock) {
        return new Deadline(clock, clock.instant().plus(time));
    }
}
