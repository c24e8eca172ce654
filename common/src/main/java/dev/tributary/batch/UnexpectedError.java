package dev.tributary.batch;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.deadletter.Rejection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of the code on one input: they would come again, so the record is set aside. */
public final class UnexpectedError {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedError.class);

    /** The code of such rejections. */
    public static final String REASON = "UNEXPECTED_ERROR";

    private UnexpectedError() {}

    /** Logs the first of a batch's faults and their number, so that a handler under development fails where one looks. */
    static void log(List<Outcome> outcomes) {
        List<Rejection> faults = outcomes.stream()
                .filter(Outcome.Reject.class::isInstance)
                .map(outcome -> ((Outcome.Reject) outcome).rejection())
                .filter(rejection -> rejection.reason().equals(REASON))
                .toList();
        if (!faults.isEmpty()) {
            Rejection first = faults.get(0);
            LOG.warn(
                    "records set aside over a fault of the code",
                    entry("records", faults.size()),
                    entry("stage", first.stage()),
                    entry("first", first.message()));
        }
    }

    /** The reason to set a record aside: the fault's class and line, and not its message, which may quote the data. */
    public static Rejection rejection(String stage, Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Rejection(
                stage, REASON, fault.getClass().getName() + where + " (expected: none; the code has a fault)");
    }
}
