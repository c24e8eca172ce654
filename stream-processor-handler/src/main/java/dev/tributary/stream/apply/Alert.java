package dev.tributary.stream.apply;

/**
 * What a subscriber is told of an event.
 *
 * @param flag the reason, by which subscribers filter, such as {@code large_order}
 * @param subject one line
 * @param message the text for a person
 */
public record Alert(String flag, String subject, String message) {}
