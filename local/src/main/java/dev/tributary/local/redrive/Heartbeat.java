package dev.tributary.local.redrive;

import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps what queues gave out hidden from others, until this is closed, whatever the work on it takes. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Two may fail before the third comes too late. */
    private static final Duration EVERY = QueueStore.HIDDEN.dividedBy(4);

    private final List<QueueStore> queues;
    private final Waiting waiting;
    private final Thread thread;

    /** Begins at once. */
    Heartbeat(List<QueueStore> queues, Threads threads, Waiting waiting) {
        this.queues = List.copyOf(queues);
        this.waiting = waiting;
        this.thread = threads.daemon("redrive-heartbeat", this::beat);
        thread.start();
    }

    private void beat() throws InterruptedException {
        while (true) {
            waiting.sleep(EVERY);
            for (QueueStore queue : queues) {
                try {
                    queue.extend();
                } catch (SdkException e) {
                    // What cannot be hidden in time is not worked on; see QueueStore.refresh.
                    LOG.warn("Messages could not be hidden for longer", e);
                }
            }
        }
    }

    @Override
    public void close() {
        Threads.stop(List.of(thread));
    }
}
