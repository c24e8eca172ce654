package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.change.ChangeFindings;
import dev.tributary.local.demo.change.Letter;
import dev.tributary.local.demo.change.SentChanges;
import dev.tributary.local.demo.change.StoredObject;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.template.FunctionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The system that makes rows of changes: of each record something comes, but in no place of its own.
 *
 * @param stream the name of what changes go into
 * @param changes those of a database; waits for them
 */
record ChangeSystem(FunctionDefinition function, String stream, Supplier<CapturedChanges> changes)
        implements DemoSystem {

    @Override
    public LoadedSystem send(Backend backend, int events, IntConsumer progress) {
        SentChanges sent = SentChanges.send(changes.get(), backend.clients().kinesis(), stream, progress);
        return new LoadedChanges(this, backend, sent);
    }

    private String bucket() {
        return variable("CHANGE_BUCKET");
    }

    private static final class LoadedChanges implements LoadedSystem {

        private final ChangeSystem system;
        private final Backend backend;
        private final SentChanges sent;

        LoadedChanges(ChangeSystem system, Backend backend, SentChanges sent) {
            this.system = system;
            this.backend = backend;
            this.sent = sent;
        }

        @Override
        public DemoSystem system() {
            return system;
        }

        /** Firehose decides how many objects it makes of them. */
        @Override
        public OptionalInt records() {
            return OptionalInt.empty();
        }

        @Override
        public FunctionResult result(Collector collector, FunctionActivity activity) {
            String rawPrefix = system.variable("RAW_PREFIX");
            List<StoredObject> raw = new ArrayList<>();
            List<StoredObject> outputs = new ArrayList<>();
            collector.objects(system.bucket()).stream()
                    .filter(object -> !object.isOfInference())
                    .forEach(object -> (object.key().startsWith(rawPrefix) ? raw : outputs).add(object));
            List<Letter> letters = collector.messages(system.variable("DEAD_LETTER_QUEUE_URL")).stream()
                    .map(letter -> Letter.of(letter, collector.payload(letter)))
                    .toList();
            int givenUp = collector.messages(system.failedEventsQueue(backend)).size();
            ChangeFindings found = new ChangeFindings(raw, outputs, letters, givenUp);
            return new FunctionResult(sent.account(found), List.of(), activity);
        }
    }
}
