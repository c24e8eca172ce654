package dev.tributary.local.demo;

import dev.tributary.local.fault.Fault;
import dev.tributary.local.pipeline.FunctionActivity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a demo came to.
 *
 * @param backend what the pipeline ran on
 * @param duration from the first event sent until all was quiet
 * @param functions every function, with the account of its records
 * @param faults how often each fault struck
 * @param objects the folder with a copy of every object
 */
record DemoResult(
        String backend, Duration duration, List<FunctionResult> functions, Map<Fault, Integer> faults, Path objects) {

    /**
     * A function's account beside its activity.
     *
     * @param notifications the account of what its topic told, if it has one
     */
    record FunctionResult(
            RecordAccount account, Optional<NotificationAccount> notifications, FunctionActivity activity) {

        private boolean isClean() {
            return account.isClean() && problems().findAny().isEmpty();
        }

        private Stream<String> problems() {
            return Stream.concat(
                    account.problems().stream(), notifications.stream().flatMap(told -> told.problems().stream()));
        }
    }

    boolean isClean() {
        return functions.stream().allMatch(FunctionResult::isClean);
    }

    /** The first records of each function that are not where they belong, in words. */
    List<String> problems() {
        return functions.stream().flatMap(FunctionResult::problems).toList();
    }
}
