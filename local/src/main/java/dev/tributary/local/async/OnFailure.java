package dev.tributary.local.async;

/**
 * Where the events of a function go that are given up. One that throws is asked again until it takes the event, so that
 * nothing is lost on the way; Lambda would count a failed delivery and forget it.
 */
@FunctionalInterface
public interface OnFailure {

    /** Drops what is given up, as Lambda does for a function without a destination. */
    OnFailure NOWHERE = event -> {};

    void send(FailedEvent event);
}
