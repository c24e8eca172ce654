package dev.tributary.local.redrive;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which failures are meant.
 *
 * @param function the physical name of the function whose they are; all if empty
 * @param reason their reason, or what Lambda calls the condition
 * @param since not before this
 */
public record Selection(Optional<String> function, Optional<String> reason, Optional<Instant> since)
        implements Predicate<Failure> {

    /** All failures of a function. */
    public static Selection allOf(String function) {
        return new Selection(Optional.of(function), Optional.empty(), Optional.empty());
    }

    @Override
    public boolean test(Failure failure) {
        return function.map(failure.function()::equals).orElse(true)
                && reason.map(failure.reason()::equals).orElse(true)
                && since.map(from -> !failure.at().isBefore(from)).orElse(true);
    }
}
