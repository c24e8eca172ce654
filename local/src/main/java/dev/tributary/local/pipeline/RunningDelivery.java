package dev.tributary.local.pipeline;

import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.local.source.Poller;
import java.util.Optional;

/**
 * A delivery stream, and the reader of the stream that it takes its records from.
 *
 * @param reader empty if records are put to it
 * @param feedsFunctions whether a function is told of the objects that it writes
 */
record RunningDelivery(DeliveryWorker worker, Optional<Poller> reader, boolean feedsFunctions) {

    void check() {
        reader.ifPresent(Poller::check);
        worker.check();
    }

    /** Whether it took all that its stream holds, and wrote all that functions wait for. */
    boolean isDone() {
        return hasReadAll() && (!feedsFunctions || worker.isIdle());
    }

    /** Writes what functions wait for, if nothing more is on its way. */
    void hasten() {
        if (feedsFunctions && hasReadAll()) {
            worker.stream().hasten();
        }
    }

    private boolean hasReadAll() {
        return reader.map(Poller::isIdle).orElse(true);
    }
}
