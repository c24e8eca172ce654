package dev.tributary.local.pipeline;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryReport;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.local.source.StreamPoller;
import dev.tributary.local.template.Template;
import java.util.ArrayList;
import java.util.List;

/** Every function of a template, fed by the event sources and pipes that the template gives it, and what pipes end in. */
public final class Pipeline implements AutoCloseable {

    private final List<RunningFunction> functions;
    private final List<DeliveryWorker> deliveries;

    Pipeline(List<RunningFunction> functions, List<DeliveryWorker> deliveries) {
        this.functions = functions;
        this.deliveries = deliveries;
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
        Pipeline pipeline = new Pipeline(
                functions,
                builder.deliveries().stream().map(DeliveryWorker::new).toList());
        try {
            functions.forEach(function -> function.pollers().forEach(StreamPoller::start));
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
        return pipeline;
    }

    /**
     * Looks at every part, also behind one that is busy.
     *
     * @throws IllegalStateException if a thread that would resolve or write records died
     */
    public void check() {
        functions.forEach(function -> function.pollers().forEach(StreamPoller::check));
        deliveries.forEach(DeliveryWorker::check);
    }

    /**
     * Whether every record that the sources hold is resolved. What delivery streams took may still be buffered:
     * {@link #close} writes it.
     *
     * @throws IllegalStateException if a thread of the pipeline died
     */
    public boolean isResolved() {
        check();
        return functions.stream()
                .flatMap(function -> function.pollers().stream())
                .allMatch(StreamPoller::isIdle);
    }

    /**
     * Whether nothing is under way: all that the sources hold is resolved, and all that delivery streams took is written.
     *
     * @throws IllegalStateException if a thread of the pipeline died
     */
    public boolean isQuiet() {
        return isResolved() && deliveries.stream().allMatch(DeliveryWorker::isIdle);
    }

    public List<FunctionActivity> activities() {
        return functions.stream().map(RunningFunction::activity).toList();
    }

    /** What each delivery stream of the template did so far; its reports stay up to date after {@link #close}. */
    public List<DeliveryReport> deliveries() {
        return deliveries.stream()
                .map(DeliveryWorker::stream)
                .map(DeliveryStream::report)
                .toList();
    }

    /**
     * Stops the sources, and then writes what delivery streams still buffer.
     *
     * @throws IllegalStateException if it cannot be written
     */
    @Override
    public void close() {
        functions.forEach(function -> function.pollers().forEach(StreamPoller::close));
        List<IllegalStateException> failures = new ArrayList<>();
        for (DeliveryWorker delivery : deliveries) {
            try {
                delivery.close();
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
}
