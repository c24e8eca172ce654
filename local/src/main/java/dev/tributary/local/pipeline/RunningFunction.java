package dev.tributary.local.pipeline;

import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.schedule.SchedulePoller;
import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.template.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A function, its event sources, and the pipes that it enriches for.
 *
 * @param pollers of event sources and of pipes
 */
record RunningFunction(FunctionDefinition definition, FunctionHost host, List<Pipe> pipes, List<Poller> pollers) {

    /**
     * Fires its schedules at once.
     *
     * @throws IllegalStateException if it has none that is enabled
     */
    void fire() {
        pollers.stream()
                .filter(SchedulePoller.class::isInstance)
                .map(SchedulePoller.class::cast)
                .filter(SchedulePoller::isEnabled)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        definition.logicalId() + " has no schedule that is enabled (expected: one to fire)"))
                .fire();
    }

    FunctionActivity activity() {
        long resolved = 0;
        long filtered = 0;
        long invocations = 0;
        long retried = 0;
        for (Poller poller : pollers) {
            MappingReport report = poller.report();
            resolved += report.recordsResolved();
            filtered += report.recordsFiltered();
            invocations += report.invocations();
            retried += report.retriedInvocations();
        }
        return new FunctionActivity(definition.logicalId(), resolved, filtered, invocations, retried, awsCalls());
    }

    private Map<String, Long> awsCalls() {
        long puts = pipes.stream().mapToLong(Pipe::puts).sum();
        Map<String, Long> calls = new TreeMap<>(host.awsCalls());
        if (puts > 0) {
            calls.put(Pipe.PUT, puts);
        }
        return calls;
    }
}
