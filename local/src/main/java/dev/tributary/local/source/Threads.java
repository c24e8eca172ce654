package dev.tributary.local.source;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the daemon threads of a poller, which end when they are interrupted, and remembers the first that died instead. */
public final class Threads {

    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final AtomicReference<@Nullable Death> firstDeath = new AtomicReference<>();

    private record Death(String thread, Throwable cause) {}

    /** What a thread does until it is done or interrupted. */
    @FunctionalInterface
    public interface Task {

        /** Does it, or goes on until the thread is interrupted. */
        void run() throws InterruptedException;
    }

    /** Makes a thread, which is not started yet. */
    public Thread daemon(String name, Task task) {
        Thread thread = new Thread(() -> run(name, task), name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does nothing while all threads are well.
     *
     * @throws IllegalStateException naming the first thread that died, with the cause
     */
    public void check() {
        Death death = firstDeath.get();
        if (death != null) {
            throw new IllegalStateException("thread " + death.thread() + " died of " + death.cause(), death.cause());
        }
    }

    private void run(String name, Task task) {
        try {
            task.run();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error unexpected) {
            LOG.error("Thread {} died", name, unexpected);
            firstDeath.compareAndSet(null, new Death(name, unexpected));
        }
    }

    /** Interrupts all, then waits for each, though not for ever: a function may ignore the interrupt. */
    public static void stop(Collection<Thread> threads) {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_TIMEOUT.toMillis());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
