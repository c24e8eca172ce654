package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Load;
import dev.tributary.local.demo.account.SentRecord;
import dev.tributary.local.demo.account.Source;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.template.FunctionDefinition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * A system in which each record has a place of its own, and one line at the end.
 *
 * @param source what its events go into
 * @param delivery how they come out
 * @param lake where they come out
 * @param pipeQueue the name of the queue that is told what a pipe gives up, if the function is behind one
 */
record RecordSystem(
        FunctionDefinition function, Source source, Delivery delivery, LakeFolder lake, Optional<String> pipeQueue)
        implements DemoSystem {

    @Override
    public LoadedSystem send(Backend backend, int events, IntConsumer progress) {
        return new LoadedRecords(this, source.send(backend, events, progress));
    }

    private record LoadedRecords(RecordSystem system, Load load) implements LoadedSystem {

        @Override
        public OptionalInt records() {
            return OptionalInt.of(SentRecord.streamRecords(load.records()));
        }

        @Override
        public FunctionResult result(Collector collector, FunctionActivity activity) {
            Findings findings = collector.collect(system, load.judge());
            return new FunctionResult(
                    Accountant.account(system.delivery(), load.judge(), load.records(), findings)
                            .skipping(activity.filtered()),
                    load.others().stream()
                            .map(account -> account.apply(findings))
                            .toList(),
                    activity);
        }
    }
}
