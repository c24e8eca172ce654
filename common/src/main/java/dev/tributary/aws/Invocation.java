package dev.tributary.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One invocation of a function: who runs, and until when.
 *
 * @param functionName the function's name, as dead letters and metrics carry it
 * @param requestId Lambda's id of the invocation
 * @param begun when it began, by its own clock
 * @param processing until when records are taken up and looked up
 * @param writing until when outputs and dead letters may be written; later than {@code processing}, and early enough
 *     that the answer leaves before Lambda kills the function
 * @param origin where its records come from
 */
public record Invocation(
        String functionName, String requestId, Instant begun, Deadline processing, Deadline writing, Origin origin) {

    /** Where the records of an invocation come from. */
    public enum Origin {
        /** From their source, as Lambda delivers them. */
        SOURCE,
        /** One record out of a batch, which was set aside: what else was in the batch is not in this invocation. */
        REDRIVEN_RECORD,
        /** A batch or an event as Lambda had delivered it, and gave it up. */
        REDRIVEN_BATCH
    }

    private static final Duration SMALLEST_MARGIN = Duration.ofSeconds(1);

    /**
     * An invocation whose deadlines follow from the time that is left at its start: processing ends a tenth of it before
     * the end, at least one second; writing ends a fifth of that margin before the end. Its records come from their source.
     */
    public static Invocation begun(Clock clock, String functionName, String requestId, Duration timeLeft) {
        Instant begun = clock.instant();
        Instant end = begun.plus(timeLeft);
        Duration tenth = timeLeft.dividedBy(10);
        Duration margin = tenth.compareTo(SMALLEST_MARGIN) < 0 ? SMALLEST_MARGIN : tenth;
        return new Invocation(
                functionName,
                requestId,
                begun,
                new Deadline(clock, end.minus(margin)),
                new Deadline(clock, end.minus(margin.dividedBy(5))),
                Origin.SOURCE);
    }

    /** The same invocation, with records from elsewhere. */
    public Invocation from(Origin other) {
        return new Invocation(functionName, requestId, begun, processing, writing, other);
    }
}
