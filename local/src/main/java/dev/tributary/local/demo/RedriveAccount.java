package dev.tributary.local.demo;

import dev.tributary.local.demo.account.Account;
import dev.tributary.local.redrive.Attempt;
import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.redrive.RedriveResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a redrive came to, once all faults were over: what Lambda gave up goes through, and what is bad is set aside again, as the
 * accounts of the records have it. Nothing may fail any more.
 */
record RedriveAccount(RedriveResult result) implements Account {

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("redriven", result.attempts().size(), "failures, sent back once the faults were over"),
                new Count("went through", result.count(Status.THROUGH), "of them: written now"),
                new Count("set aside again", result.count(Status.SET_ASIDE_AGAIN), "of them: as bad as before"));
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        result.problem().ifPresent(problem -> problems.add("the redrive " + problem));
        result.attempts().stream()
                .filter(one -> one.status() == Status.FAILED || one.status() == Status.LEFT)
                .limit(PROBLEMS_TOLD)
                .map(RedriveAccount::problem)
                .forEach(problems::add);
        return problems;
    }

    private static String problem(Attempt failed) {
        return "the redrive of " + failed.id() + " failed: " + failed.whyReason() + ": " + failed.why();
    }
}
