package dev.tributary.local.demo.change;

import dev.tributary.local.capture.CapturedChanges;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A capture on a thread of its own, so that what needs no changes yet need not wait until a database has started. */
public final class RunningCapture implements AutoCloseable {

    private static final long STOP_SECONDS = 60;

    private final FutureTask<CapturedChanges> capture;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
        Thread thread = new Thread(run, "demo-capture");
        thread.setDaemon(true);
        return thread;
    });

    /** One that has not begun. */
    public RunningCapture(Supplier<CapturedChanges> capture) {
        this.capture = new FutureTask<>(capture::get);
    }

    /** Begins, unless it has begun. */
    public void begin() {
        // A task runs once, however often it is executed.
        thread.execute(capture);
    }

    /**
     * What was captured; begins, if nobody has, and waits.
     *
     * @throws IllegalStateException if the capture failed
     */
    public CapturedChanges changes() {
        begin();
        try {
            return capture.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("the changes of the database were not captured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while changes were captured", e);
        }
    }

    /** Breaks off what nobody waits for any more, and waits until its database is stopped. */
    @Override
    public void close() {
        capture.cancel(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the capture did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
