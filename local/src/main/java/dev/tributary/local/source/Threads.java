package dev.tributary.local.source;

import java.time.Duration;
import java.util.Collection;

/** Daemon threads that end when they are interrupted. */
final class Threads {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private Threads() {}

    /** What a thread does until it is done or interrupted. */
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    static Thread daemon(String name, Task task) {
        Thread thread = new Thread(() -> runUntilInterrupted(task), name);
        thread.setDaemon(true);
        return thread;
    }

    private static void runUntilInterrupted(Task task) {
        try {
            task.run();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts all, then waits for each, though not for ever: a function may ignore the interrupt. */
    static void stop(Collection<Thread> threads) {
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
