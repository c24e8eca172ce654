package dev.tributary.stream.apply;

import static java.util.Objects.requireNonNull;

/**
 * What a subscriber is told of an event.
 *
 * @param flag the reason, by which subscribers filter, such as {@code large_order}
 * @param subject one line
 * @param message the text for a person
 */
public record Alert(String flag, String subject, String message) {

    /** Checks that all are there, as processors may be compiled without. */
    public Alert {
        requireNonNull(flag, "flag");
        requireNonNull(subject, "subject");
        requireNonNull(message, "message");
    }
}
