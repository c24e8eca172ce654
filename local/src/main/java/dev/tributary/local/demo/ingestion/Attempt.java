package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Position;
import java.util.Optional;

/**
 * One attempt to send an event, and what its client was told.
 *
 * @param position where the event is, if the client was told that it was accepted
 */
record Attempt(ClientEvent event, Way way, Outcome outcome, Optional<Position> position) {

    /** How an event goes into the stream. */
    enum Way {
        SINGLE,
        BATCH,
        /** Past the API, without its envelope. */
        DIRECT
    }

    /** What a client knows of its event. */
    enum Outcome {
        ACCEPTED,
        /** It is not in the stream. */
        REFUSED,
        /** It may be in the stream: the answer was lost, or said that nobody knows. */
        UNANSWERED
    }

    /** Whether a record of the stream holds the event as it was sent. */
    boolean isHeldBy(Taken record) {
        boolean isWrapped = way != Way.DIRECT;
        // An object is written anew by the API, and nothing but its content is promised.
        boolean isSame = (way == Way.BATCH && event.isObject())
                ? record.content().equals(event.content())
                : record.body().equals(event.text());
        return isSame
                && record.envelope().isPresent() == isWrapped
                && record.partitionKey().equals(event.entity());
    }
}
