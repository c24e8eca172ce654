package dev.tributary.local.pipeline;

import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.StreamPoller;
import dev.tributary.local.template.FunctionDefinition;
import java.util.List;

/** A function and its event sources. */
record RunningFunction(
        FunctionDefinition definition,
        FunctionHost host,
        List<EventSourceMapping> mappings,
        List<StreamPoller> pollers) {

    FunctionActivity activity() {
        long resolved = 0;
        long filtered = 0;
        long invocations = 0;
        long retried = 0;
        for (EventSourceMapping mapping : mappings) {
            MappingReport report = mapping.report();
            resolved += report.recordsResolved();
            filtered += report.recordsFiltered();
            invocations += report.invocations();
            retried += report.retriedInvocations();
        }
        return new FunctionActivity(definition.logicalId(), resolved, filtered, invocations, retried, host.awsCalls());
    }
}
