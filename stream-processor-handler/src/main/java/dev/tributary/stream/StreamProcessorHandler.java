package dev.tributary.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.tributary.aws.Deadline;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lake.LakeWriter;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.lambda.Priming;
import dev.tributary.lambda.StreamFunction;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.NotificationTopic;
import dev.tributary.notification.Publisher;
import dev.tributary.stream.apply.EventApplier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of one type from its Kinesis stream: validated by the type's schema, applied to its table once in effect, and
 * archived as JSON Lines in the lake's {@code events/}, a folder for each type.
 */
public final class StreamProcessorHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    private final StreamFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     */
    public StreamProcessorHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public StreamProcessorHandler(Environment environment) {
        this(StreamProcessorSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    StreamProcessorHandler(StreamProcessorSettings settings, Collaborators with) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), with.clock(), System.out);
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                with.sqs(),
                settings.deadLetterQueueUrl(),
                new ClaimCheck(with.s3(), settings.deadLetterBucket()),
                with.backoff());
        LakeWriter archive = new LakeWriter(with.s3(), settings.archive(), with.backoff());
        EventApplier applier = new EventApplier(
                with.dynamoDb(),
                settings.table(),
                settings.processor(),
                settings.markerRetention(),
                with.backoff(),
                metrics,
                with.clock());
        List<Consumer<Deadline>> steps =
                new ArrayList<>(List.of(settings.schema()::prime, applier::prime, deadLetters::prime, archive::prime));
        Publisher publisher = Publisher.NONE;
        if (!settings.topicArn().isEmpty()) {
            NotificationTopic topic = new NotificationTopic(with.sns(), settings.topicArn(), with.backoff());
            steps.add(topic::prime);
            publisher = topic;
        }
        EventFlow flow = new EventFlow(settings.reader(), applier, settings.processor(), metrics);
        this.function = new StreamFunction(
                new OrderedBatch<>(
                        flow, deadLetters, publisher, archive::write, settings.rejects(), metrics, with.clock()),
                metrics,
                with.clock());
        this.priming = Priming.register(with.clock(), List.copyOf(steps));
    }

    /**
     * Answers a batch.
     *
     * @throws NothingCommittedException if not one record could be committed
     */
    @Override
    public StreamsEventResponse handleRequest(@Nullable KinesisEvent event, Context context) {
        return function.handle(() -> KinesisRecords.from(event), context);
    }
}
