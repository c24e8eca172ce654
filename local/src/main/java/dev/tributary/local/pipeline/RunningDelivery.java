package dev.tributary.local.pipeline;

import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.local.source.Poller;
import java.util.Optional;

/**
 * A delivery stream, and the reader of the stream that it takes its records from.
 *
 * @param reader empty if records are put to it
 * @param isWatched whether a function or a queue is told of the objects that it writes
 */
record RunningDelivery(DeliveryWorker worker, Optional<Poller> reader, boolean isWatched) {

    void check() {
        reader.ifPresent(Poller::check);
        worker.check();
    }

    /** Whether it took all that its stream holds, and wrote all that is waited for. */
    boolean isDone() {
        return hasReadAll() && (!isWatched || worker.isIdle());
    }

    /** Writes what is waited for, if nothing more is on its way. */
    void hasten() {
        if (isWatched && hasReadAll()) {
            worker.stream().hasten();
        }
    }

    private boolean hasReadAll() {
        return reader.map(Poller::isIdle).orElse(true);
    }
}
