package dev.tributary.local.firehose;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The thread of one delivery stream. Closing it writes what is still buffered: what was accepted is never lost. */
public final class DeliveryWorker implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 100;

    /** Longer than one put may take, with the SDK's own retries. */
    private static final long STOP_SECONDS = 120;

    private final DeliveryStream stream;
    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> looking;

    /** Starts delivering. */
    public DeliveryWorker(DeliveryStream stream) {
        this.stream = stream;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "delivery-" + stream.name());
            thread.setDaemon(true);
            return thread;
        });
        this.looking = executor.scheduleWithFixedDelay(
                stream::deliverReady, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    public DeliveryStream stream() {
        return stream;
    }

    /**
     * Does nothing while the thread is well.
     *
     * @throws IllegalStateException if it died, so that some records would never be written
     */
    public void check() {
        if (looking.isDone() && !looking.isCancelled()) {
            throw new IllegalStateException("thread delivery-" + stream.name() + " died of " + cause());
        }
    }

    /**
     * Whether everything that the stream took is written.
     *
     * @throws IllegalStateException if its thread died
     */
    public boolean isIdle() {
        check();
        return stream.report().recordsBuffered() == 0;
    }

    /** @throws IllegalStateException if S3 does not take what is left */
    @Override
    public void close() {
        executor.shutdown();
        try {
            // A put under way is waited for: broken off, it could be repeated for nothing.
            executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            stream.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    stream.name() + ": interrupted with " + stream.report().recordsBuffered() + " records buffered", e);
        }
    }

    private String cause() {
        try {
            looking.get();
            return "nothing";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return String.valueOf(e);
        }
    }
}
