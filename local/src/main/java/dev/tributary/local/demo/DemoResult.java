package dev.tributary.local.demo;

import dev.tributary.local.demo.account.Account;
import dev.tributary.local.demo.account.Account.Count;
import dev.tributary.local.demo.account.FunctionAccount;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.redrive.RedriveResult;
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
     * @param others the accounts of what else came of them
     */
    record FunctionResult(FunctionAccount account, List<Account> others, FunctionActivity activity) {

        /** The same, and what came of its redrive, if there was one. */
        FunctionResult redriven(Optional<RedriveResult> result) {
            Stream<Account> redrives = result.stream().map(RedriveAccount::new);
            return new FunctionResult(
                    account, Stream.concat(others.stream(), redrives).toList(), activity);
        }

        /** All that is told of the function in numbers, but for what it did. */
        Stream<Count> counts() {
            return accounts().flatMap(one -> one.counts().stream());
        }

        private boolean isClean() {
            return account.isClean() && problems().findAny().isEmpty();
        }

        private Stream<String> problems() {
            return accounts().flatMap(one -> one.problems().stream());
        }

        private Stream<Account> accounts() {
            return Stream.concat(Stream.of(account), others.stream());
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
