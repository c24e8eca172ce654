package dev.tributary.local.redrive;

import java.util.Map;

/** The way on which failures are sent back. */
interface Route {

    /** What became of one that was sent. */
    sealed interface Outcome {

        /**
         * All of it is written, or set aside again.
         *
         * @param setAside how many dead letters each invocation sent, by its request id; only of those that sent some
         */
        record Resolved(Map<String, Integer> setAside) implements Outcome {}

        /** It is to be tried again another time: the reason, and what is wrong. */
        record Failed(String reason, String message) implements Outcome {}
    }

    /**
     * Sends one back, and waits until it is known what became of it.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if nothing can be sent on this way
     */
    Outcome send(Failure failure);
}
