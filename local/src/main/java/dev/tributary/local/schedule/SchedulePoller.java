package dev.tributary.local.schedule;

import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Fires the schedules of a function every {@link #EVERY}, whatever their expressions say: an hour is too long for somebody
 * who looks on. In return, it leaves out a firing for which the function still has an event to work on, since runs that are
 * longer than the interval would pile up.
 */
public final class SchedulePoller implements Poller {

    /** The interval of all schedules. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    private final List<Schedule> schedules;
    private final BooleanSupplier isFunctionFree;
    private final Waiting waiting;
    private final Threads threads = new Threads();
    private final Thread thread;

    /**
     * A poller, which is not started yet.
     *
     * @param function its name
     * @param isFunctionFree whether the function has no event to work on
     */
    public SchedulePoller(String function, List<Schedule> schedules, BooleanSupplier isFunctionFree, Waiting waiting) {
        this.schedules = schedules;
        this.isFunctionFree = isFunctionFree;
        this.waiting = waiting;
        this.thread = threads.daemon("schedules-" + function, this::run);
    }

    /** Starts; the first firing is an interval away. */
    @Override
    public void start() {
        thread.start();
    }

    /** Whether any of the schedules fires. */
    public boolean isEnabled() {
        return schedules.stream().anyMatch(Schedule::isEnabled);
    }

    /** Fires each schedule that is enabled at once, beside the interval, also while the function is at work. */
    public void fire() {
        schedules.forEach(Schedule::fire);
    }

    /** Always: what it has fired is in the function's queue, and what it will fire is not there yet. */
    @Override
    public boolean isIdle() {
        check();
        return true;
    }

    @Override
    public void check() {
        threads.check();
    }

    @Override
    public MappingReport report() {
        return MappingReport.NOTHING;
    }

    /** The function may read what others write that do. */
    @Override
    public boolean followsDeliveries() {
        return true;
    }

    @Override
    public void close() {
        Threads.stop(List.of(thread));
    }

    private void run() throws InterruptedException {
        while (true) {
            waiting.sleep(EVERY);
            if (isFunctionFree.getAsBoolean()) {
                schedules.forEach(Schedule::fire);
            }
        }
    }
}
