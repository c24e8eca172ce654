package dev.tributary.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs once, before Lambda SnapStart takes its snapshot, what an invocation will run: so that classes are loaded and the
 * first invocation behind a restore is nearly as fast as any other. Steps leave nothing behind: no object, no message, no
 * item in a cache. A step that fails makes the first invocation slower, and nothing else.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">the hooks</a>
 */
public final class Priming implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    /** For all steps; Lambda allows ten seconds or the function's timeout, whichever is more. */
    private static final Duration TIME = Duration.ofSeconds(8);

    private final Clock clock;
    private final List<Consumer<Deadline>> steps;

    private Priming(Clock clock, List<Consumer<Deadline>> steps) {
        this.clock = clock;
        this.steps = steps;
    }

    /** Has the steps run before a snapshot. Hold what this gives back: the runtime refers to it weakly. */
    public static Priming register(Clock clock, List<Consumer<Deadline>> steps) {
        Priming priming = new Priming(clock, steps);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        Deadline deadline = new Deadline(clock, clock.instant().plus(TIME));
        for (Consumer<Deadline> step : steps) {
            try {
                step.accept(deadline);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "priming failed; the first invocation will take longer",
                        entry("cause", FailureClassifier.describe(e)));
            }
        }
        LOG.info("primed");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Connections are opened when they are used, and what was open before has gone idle for too long to be used
        // again.
    }
}
