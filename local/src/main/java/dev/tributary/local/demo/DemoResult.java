package dev.tributary.local.demo;

import dev.tributary.local.fault.Fault;
import dev.tributary.local.pipeline.FunctionActivity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

    /** A function's account beside its activity. */
    record FunctionResult(RecordAccount account, FunctionActivity activity) {}

    boolean isClean() {
        return functions.stream().allMatch(function -> function.account().isClean());
    }
}
