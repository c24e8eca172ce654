package dev.tributary.local.pipeline;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every function of a template, fed by the event sources and pipes that the template gives it, and the delivery streams that
 * pipes end in, or that read streams themselves.
 */
public final class Pipeline implements AutoCloseable {

    private final List<RunningFunction> functions;
    private final List<RunningDelivery> deliveries;
    private final Optional<Poller> announcements;

    /** @param announcements what tells queues of objects */
    Pipeline(List<RunningFunction> functions, List<RunningDelivery> deliveries, Optional<Poller> announcements) {
        this.functions = functions;
        this.deliveries = deliveries;
        this.announcements = announcements;
    }

    /**
     * Starts the functions, then the delivery streams, and then the event sources and pipes.
     *
     * @throws RuntimeException if a function does not start, or the settings of a source, a pipe or a delivery stream are
     *     wrong or not simulated
     */
    public static Pipeline start(Template template, Backend backend, FaultPlan faults) {
        backend.systemProperties().forEach(System::setProperty);
        PipelineBuilder builder = new PipelineBuilder(template, backend, faults);
        List<RunningFunction> functions = builder.functions();
        Pipeline pipeline = new Pipeline(functions, builder.runningDeliveries(), builder.announcements());
        try {
            // Those that are told of objects before those that write some.
            pipeline.announcements.ifPresent(Poller::start);
            pipeline.pollers(true).forEach(Poller::start);
            pipeline.pollers(false).forEach(Poller::start);
            pipeline.readers().forEach(Poller::start);
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
        return pipeline;
    }

    /**
     * Fires the schedules of a function at once, each that is enabled, and so queues an event of each.
     *
     * @throws IllegalArgumentException if there is no such function
     * @throws IllegalStateException if it has no schedule that is enabled
     */
    public void fire(String logicalId) {
        function(logicalId).fire();
    }

    private RunningFunction function(String logicalId) {
        return functions.stream()
                .filter(function -> function.definition().logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "function: " + logicalId + " (expected: the logical id of one of this pipeline)"));
    }

    /**
     * Looks at every part, also behind one that is busy.
     *
     * @throws IllegalStateException if a thread that would resolve or write records died
     */
    public void check() {
        functions.forEach(function -> function.pollers().forEach(Poller::check));
        deliveries.forEach(RunningDelivery::check);
        announcements.ifPresent(Poller::check);
    }

    /**
     * Whether every record that the sources hold is resolved, and every object that delivery streams owe a bucket which tells
     * of it; and queues are told of all objects. What delivery streams took for other buckets may still be buffered: {@link
     * #close} writes it. What such a queue holds waits for whoever reads it: see {@link #fire}.
     *
     * @throws IllegalStateException if a thread of the pipeline died
     */
    public boolean isResolved() {
        check();
        // In the direction of the flow, so that nothing slips through between two looks.
        return pollers(false).allMatch(Poller::isIdle)
                && deliveries.stream().allMatch(RunningDelivery::isDone)
                && pollers(true).allMatch(Poller::isIdle)
                && announcements.map(Poller::isIdle).orElse(true);
    }

    /**
     * Has delivery streams write what is waited for, without the rest of their interval, if their sources have nothing
     * more: for a run that ends when all is resolved.
     *
     * @throws IllegalStateException if a thread of the pipeline died
     */
    public void hasten() {
        if (pollers(false).allMatch(Poller::isIdle)) {
            deliveries.forEach(RunningDelivery::hasten);
        }
    }

    /**
     * Whether nothing is under way: all that the sources hold is resolved, and all that delivery streams took is written.
     *
     * @throws IllegalStateException if a thread of the pipeline died
     */
    public boolean isQuiet() {
        return isResolved()
                && deliveries.stream().allMatch(delivery -> delivery.worker().isIdle());
    }

    public List<FunctionActivity> activities() {
        return functions.stream().map(RunningFunction::activity).toList();
    }

    /** What each delivery stream of the template did so far; its reports stay up to date after {@link #close}. */
    public List<DeliveryReport> deliveries() {
        return deliveries.stream()
                .map(delivery -> delivery.worker().stream().report())
                .toList();
    }

    /**
     * Stops the sources, and then writes what delivery streams still buffer.
     *
     * @throws IllegalStateException if it cannot be written
     */
    @Override
    public void close() {
        pollers(false).forEach(Poller::close);
        readers().forEach(Poller::close);
        pollers(true).forEach(Poller::close);
        announcements.ifPresent(Poller::close);
        List<IllegalStateException> failures = new ArrayList<>();
        for (RunningDelivery delivery : deliveries) {
            try {
                delivery.worker().close();
            } catch (IllegalStateException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private Stream<Poller> pollers(boolean followDeliveries) {
        return functions.stream()
                .flatMap(function -> function.pollers().stream())
                .filter(poller -> poller.followsDeliveries() == followDeliveries);
    }

    private Stream<Poller> readers() {
        return deliveries.stream().flatMap(delivery -> delivery.reader().stream());
    }
}
