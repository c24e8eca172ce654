package dev.tributary.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a look-up of one key came to. */
public sealed interface Answer {

    /**
     * The item is there.
     *
     * @param item its attributes as plain JSON; shared by all that look it up, so that nobody may write to it
     */
    record Found(ObjectNode item) implements Answer {}

    /** The table has no item with this key: data, not a failure. */
    record NotFound() implements Answer {}

    /** The table could not be asked, or did not answer in time: a failure, never data. */
    record Unavailable(Exception cause) implements Answer {}
}
