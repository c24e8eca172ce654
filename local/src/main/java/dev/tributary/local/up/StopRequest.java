package dev.tributary.local.up;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or a TERM signal, and makes an orderly end of it: the process goes once this is closed, with exit code 0.
 * Before it was waited for, a signal ends the process at once, as it would by default.
 */
final class StopRequest implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final int INTERRUPTED = 130;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean awaited;

    StopRequest() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Waits until a stop is requested, which an interrupt of this thread does too.
     *
     * @param meanwhile is called every second
     */
    void await(Runnable meanwhile) {
        awaited = true;
        try {
            while (!requested.await(1, TimeUnit.SECONDS)) {
                meanwhile.run();
            }
        } catch (InterruptedException e) {
            requested.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook ends it.
        }
    }

    /** Without the halt, the process would end with the signal's number, and other hooks could still write to the terminal. */
    private void stop() {
        if (!awaited) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        requested.countDown();
        try {
            boolean orderly = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(orderly ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
