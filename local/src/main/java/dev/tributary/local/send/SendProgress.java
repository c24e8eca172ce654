package dev.tributary.local.send;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells a person every other second how far a sending is; a short one stays silent. */
final class SendProgress {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final String stream;
    private final long begun = System.nanoTime();
    private long told = begun;

    SendProgress(PrintWriter out, String stream) {
        this.out = out;
        this.stream = stream;
    }

    void at(SendCounts counts) {
        long now = System.nanoTime();
        if (now - told >= EVERY.toNanos()) {
            told = now;
            out.println(new SendResult(stream, counts, Duration.ofNanos(now - begun)).progress());
        }
    }
}
