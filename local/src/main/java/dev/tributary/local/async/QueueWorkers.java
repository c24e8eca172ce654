package dev.tributary.local.async;

import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The threads that take events from a function's queue, so that some are worked on at the same time. */
public final class QueueWorkers implements AutoCloseable {

    /** As many events at once as show a function that two invocations of it are not alone. */
    private static final int WORKERS = 2;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final InvocationQueue queue;
    private final Waiting waiting;
    private final List<Thread> threads;

    /**
     * Makes the threads, which are not started yet.
     *
     * @param name of the function, for the names of the threads
     */
    public QueueWorkers(InvocationQueue queue, String name, Threads threads, Waiting waiting) {
        this.queue = queue;
        this.waiting = waiting;
        this.threads = IntStream.range(0, WORKERS)
                .mapToObj(number -> threads.daemon("events-" + name + "-" + number, this::work))
                .toList();
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Stops at once: an event that an invocation is working on, or that waits, stays in the queue. */
    @Override
    public void close() {
        queue.stop();
        Threads.stop(threads);
    }

    private void work() throws InterruptedException {
        // A function may have swallowed the interrupt.
        while (!queue.isStopped()) {
            if (!queue.attemptNext()) {
                waiting.sleep(LOOK_EVERY);
            }
        }
    }
}
