package dev.tributary.local.source;

import java.time.Duration;

/** Where a delivery waits; a test passes one that moves its clock instead. */
@FunctionalInterface
public interface Waiting {

    /** Waits in real time. */
    Waiting SYSTEM = duration -> Thread.sleep(duration.toMillis());

    void sleep(Duration duration) throws InterruptedException;
}
