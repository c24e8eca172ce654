package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.change.ScoreAccount;
import dev.tributary.local.demo.change.StoredObject;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.template.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The system that scores rows: what goes in is what comes of changes, so that nothing is sent to it. */
record InferenceSystem(FunctionDefinition function) implements DemoSystem {

    /**
     * While somebody waits, what a killed run had received is to be seen again soon, but not within a run; and the one server here
     * knows at once that the queue is empty.
     */
    private static final Map<QueueAttributeName, String> PACE = Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT, "3",
            QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "0");

    private static final List<QueueAttributeName> WAITING = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    @Override
    public LoadedSystem send(Backend backend, int events, IntConsumer progress) {
        SqsClient sqs = backend.clients().sqs();
        sqs.setQueueAttributes(
                request -> request.queueUrl(variable("ANNOUNCEMENT_QUEUE_URL")).attributes(PACE));
        return new LoadedInference(this, backend);
    }

    private record LoadedInference(InferenceSystem system, Backend backend) implements LoadedSystem {

        /** Nobody knows how many runs it takes. */
        @Override
        public OptionalInt records() {
            return OptionalInt.empty();
        }

        @Override
        public boolean waitsForRun() {
            Map<QueueAttributeName, String> attributes = backend.clients()
                    .sqs()
                    .getQueueAttributes(request -> request.queueUrl(system.variable("ANNOUNCEMENT_QUEUE_URL"))
                            .attributeNames(WAITING))
                    .attributes();
            return WAITING.stream().anyMatch(name -> !"0".equals(attributes.get(name)));
        }

        @Override
        public FunctionResult result(Collector collector, FunctionActivity activity) {
            List<StoredObject> objects = collector.objects(system.variable("CHANGE_BUCKET"));
            int deadLetters = Stream.of(system.variable("DEAD_LETTER_QUEUE_URL"), system.failedEventsQueue(backend))
                    .mapToInt(queue -> collector.messages(queue).size())
                    .sum();
            return new FunctionResult(
                    ScoreAccount.account(CapturedChanges.DEBEZIUM_TABLE, objects, deadLetters), List.of(), activity);
        }
    }
}
