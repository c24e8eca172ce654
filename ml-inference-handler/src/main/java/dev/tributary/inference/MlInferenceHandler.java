package dev.tributary.inference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tributary.aws.Deadline;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.inference.model.InvalidModelException;
import dev.tributary.inference.model.ModelStore;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.inference.score.Collaborators;
import dev.tributary.inference.score.ScoringRuns;
import dev.tributary.lambda.Priming;
import dev.tributary.lambda.ScheduledFunction;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Scores the changed rows of a table by a model, from {@code trusted/} to {@code trusted-analytics/}, each change once. A schedule
 * begins a run, which drains the queue of new objects; or a person does, who names what of the zone is to be scored.
 */
public final class MlInferenceHandler implements RequestStreamHandler {

    /** For the model's two files, at the function's start: Lambda allows ten seconds, and more where there is a snapshot. */
    private static final Duration LOADING = Duration.ofSeconds(60);

    private final ScheduledFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     * @throws InvalidModelException if the model is not what its manifest says, too
     */
    public MlInferenceHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public MlInferenceHandler(Environment environment) {
        this(InferenceSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    MlInferenceHandler(InferenceSettings settings, Collaborators with) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), with.clock(), System.out);
        Instant begun = with.clock().instant();
        OnnxModel model = new ModelStore(with.s3(), settings.modelBucket())
                .open(settings.model(), new Deadline(with.clock(), begun.plus(LOADING)));
        metrics.add(
                Metric.MODEL_LOAD_TIME,
                Duration.between(begun, with.clock().instant()).toMillis());
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                with.sqs(),
                settings.deadLetterQueueUrl(),
                new ClaimCheck(with.s3(), settings.deadLetterBucket()),
                with.backoff());
        ScoringRuns runs = new ScoringRuns(settings.run(model.manifest().table()), model, deadLetters, metrics, with);
        this.function = new ScheduledFunction(runs::run, metrics, with.clock());
        this.priming = Priming.register(with.clock(), List.of(deadLetters::prime, runs::prime));
    }

    /**
     * Scores what was announced since the last run, or what the event names, and answers with what became of it.
     *
     * @throws IllegalArgumentException if the event asks for what there is not
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }
}
