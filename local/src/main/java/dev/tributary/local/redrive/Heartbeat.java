package dev.tributary.local.redrive;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps what queues gave out hidden from others, until this is closed, whatever the work on it takes. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Two may fail before the third comes too late. */
    private static final long EVERY_SECONDS = QueueStore.HIDDEN.toSeconds() / 3;

    private final List<QueueStore> queues;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "redrive-heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });

    private Heartbeat(List<QueueStore> queues) {
        this.queues = List.copyOf(queues);
    }

    /** One that has not begun. */
    static Heartbeat of(List<QueueStore> queues) {
        return new Heartbeat(queues);
    }

    void start() {
        thread.scheduleAtFixedRate(this::beat, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        for (QueueStore queue : queues) {
            try {
                queue.extend();
            } catch (SdkException e) {
                // What cannot be hidden in time is not worked on; see QueueStore.refresh.
                LOG.warn("Messages could not be hidden for longer", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
