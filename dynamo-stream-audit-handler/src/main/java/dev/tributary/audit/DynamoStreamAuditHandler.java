package dev.tributary.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tributary.aws.Deadline;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.batch.PrefixWriter;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lake.LakeWriter;
import dev.tributary.lambda.DynamoDbRecords;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.lambda.PartialBatchResponse;
import dev.tributary.lambda.Priming;
import dev.tributary.lambda.StreamFunction;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.NotificationTopic;
import dev.tributary.notification.Publisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Changes of DynamoDB tables as an audit trail in the lake's {@code audit-logs/}, a folder for each table, and as
 * notifications. It takes bytes, so that a dead letter holds a record as it came.
 */
public final class DynamoStreamAuditHandler implements RequestStreamHandler {

    private final StreamFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     */
    public DynamoStreamAuditHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public DynamoStreamAuditHandler(Environment environment) {
        this(AuditSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    DynamoStreamAuditHandler(AuditSettings settings, Collaborators with) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), with.clock(), System.out);
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                with.sqs(),
                settings.deadLetterQueueUrl(),
                new ClaimCheck(with.s3(), settings.deadLetterBucket()),
                with.backoff());
        Audit audit = new Audit(settings, with.clock());
        List<Consumer<Deadline>> steps =
                new ArrayList<>(List.of(deadLetters::prime, audit::prime, lake("priming", settings, with)::prime));
        Publisher publisher = Publisher.NONE;
        if (!settings.notifyEvents().isEmpty()) {
            NotificationTopic topic = new NotificationTopic(with.sns(), settings.topicArn(), with.backoff());
            steps.add(topic::prime);
            publisher = topic;
        }
        // A batch is of one table, which its records alone name.
        PrefixWriter trail = (first, last, lines, invocation) ->
                lake(first.id().stream(), settings, with).write(first, last, lines, invocation);
        this.function = new StreamFunction(
                new OrderedBatch<>(audit, deadLetters, publisher, trail, settings.rejects(), metrics, with.clock()),
                metrics,
                with.clock());
        this.priming = Priming.register(with.clock(), List.copyOf(steps));
    }

    /**
     * Answers a batch.
     *
     * @throws NothingCommittedException if not one record could be committed
     * @throws IllegalArgumentException if the input is not what Lambda sends of a DynamoDB stream
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        PartialBatchResponse.write(function.handle(() -> DynamoDbRecords.from(input), context), output);
    }

    private static LakeWriter lake(String table, AuditSettings settings, Collaborators with) {
        return new LakeWriter(with.s3(), settings.trail(table), with.backoff());
    }
}
