package dev.tributary.cdc;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lambda.ObjectFailedException;
import dev.tributary.lambda.ObjectFunction;
import dev.tributary.lambda.Priming;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Change data of databases, as AWS DMS and Debezium tell of it, from the raw objects of a lake to rows of the table that they
 * changed: cleansed and checked in {@code trusted/}, and in {@code quarantine/} where they break a rule. It is told of raw
 * objects by S3.
 */
public final class CdcTransformHandler implements RequestStreamHandler {

    private final ObjectFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     */
    public CdcTransformHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public CdcTransformHandler(Environment environment) {
        this(CdcSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    CdcTransformHandler(CdcSettings settings, Collaborators with) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), with.clock(), System.out);
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                with.sqs(),
                settings.deadLetterQueueUrl(),
                new ClaimCheck(with.s3(), settings.deadLetterBucket()),
                with.backoff());
        Transformation transformation = new Transformation(settings, deadLetters, metrics, with);
        this.function = new ObjectFunction(transformation::process, metrics, with.clock());
        this.priming = Priming.register(with.clock(), List.of(deadLetters::prime, transformation::prime));
    }

    /**
     * Transforms the objects that the event tells of, and answers with what became of each.
     *
     * @throws ObjectFailedException if one of them failed, and the event must be tried again
     * @throws IllegalArgumentException if the input is not what S3 sends
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }
}
