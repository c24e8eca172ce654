package dev.tributary.local.async;

/**
 * What became of a function's events so far.
 *
 * @param eventsAccepted events that were queued
 * @param invocations invocations of the function
 * @param retriedInvocations those of them whose event had been in an invocation before
 * @param eventsDelivered events that the function took
 * @param eventsGivenUp events whose attempts or age ran out
 */
public record QueueReport(
        long eventsAccepted, long invocations, long retriedInvocations, long eventsDelivered, long eventsGivenUp) {

    /** Events that wait, or that an invocation is working on. */
    public long eventsPending() {
        return eventsAccepted - eventsDelivered - eventsGivenUp;
    }
}
