package dev.tributary.testing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** The faults that a fake service is to show, and the calls that it got. */
public final class Faults {

    /** Decides on each call whether it goes wrong. */
    @FunctionalInterface
    public interface Plan {
        /**
         * The fault to show; null for none.
         *
         * @param operation the operation's name, such as {@code PutObject}
         * @param nth the how-manieth call of this operation it is, from 1
         */
        @Nullable
        Fault faultOf(String operation, int nth);
    }

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Plan> plans = new ArrayList<>();

    /** Faults as a plan decides them, beside those that were asked for before. */
    public void follow(Plan plan) {
        plans.add(plan);
    }

    /** The next call of an operation goes wrong. */
    public void failNext(String operation, Throwable failure, Fault.Effect effect) {
        failCall(operation, calls(operation) + 1, failure, effect);
    }

    /** The nth call of an operation, counted from 1 since the fake was made, goes wrong. */
    public void failCall(String operation, int nth, Throwable failure, Fault.Effect effect) {
        follow((called, number) -> called.equals(operation) && number == nth ? new Fault(failure, effect) : null);
    }

    /** Every call of an operation is lost from now on. */
    public void failAll(String operation, Throwable failure) {
        follow((called, number) -> called.equals(operation) ? new Fault(failure, Fault.Effect.NONE) : null);
    }

    /** Shows no more faults. */
    public void heal() {
        plans.clear();
    }

    /** How many calls of an operation there were, those that went wrong included. */
    public int calls(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    /** Carries a call out, or not, as the faults say. */
    <T> T apply(String operation, Supplier<T> work, Runnable hold) {
        int nth = counts.merge(operation, 1, Integer::sum);
        Fault fault = first(operation, nth);
        if (fault == null) {
            return work.get();
        }
        if (fault.effect() == Fault.Effect.DONE) {
            carryOut(work);
        } else if (fault.effect() == Fault.Effect.HELD) {
            hold.run();
        }
        throw fault.raise();
    }

    /** What the service answers, also a refusal, is lost. */
    private static <T> void carryOut(Supplier<T> work) {
        try {
            requireNonNull(work.get());
        } catch (SdkException e) {
            // The caller gets the fault's failure in its place.
        }
    }

    private @Nullable Fault first(String operation, int nth) {
        for (Plan plan : plans) {
            Fault fault = plan.faultOf(operation, nth);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
