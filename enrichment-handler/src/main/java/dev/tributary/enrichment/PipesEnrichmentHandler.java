package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tributary.batch.AnswerTooLargeException;
import dev.tributary.batch.WholeBatch;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.lambda.PipeFunction;
import dev.tributary.lambda.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Kinesis events of an EventBridge pipe, joined with DynamoDB reference data, as the array that the pipe passes on to its
 * target: one element an event, in order, without those that were set aside. It takes and gives bytes, so that numbers stay
 * as their producer wrote them.
 */
public final class PipesEnrichmentHandler implements RequestStreamHandler {

    private final PipeFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     */
    public PipesEnrichmentHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public PipesEnrichmentHandler(Environment environment) {
        this(PipesSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    PipesEnrichmentHandler(PipesSettings settings, Collaborators with) {
        EnrichmentCore core = EnrichmentCore.of(settings.enrichment(), with);
        this.function = new PipeFunction(
                new WholeBatch<>(
                        core.enrichment(),
                        settings.answer(),
                        core.deadLetters(),
                        settings.enrichment().rejects(),
                        core.metrics(),
                        with.clock()),
                core.metrics(),
                with.clock());
        this.priming = core.primeBeforeSnapshot(with.clock(), List.of());
    }

    /**
     * Answers a batch, or fails it as a whole, so that the pipe tries it again.
     *
     * @throws NothingCommittedException if an event cannot be enriched now, or set aside
     * @throws AnswerTooLargeException if the answer would be too large, until the pipe splits the batch
     * @throws IllegalArgumentException if the input is not what a pipe sends of a Kinesis stream
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }
}
