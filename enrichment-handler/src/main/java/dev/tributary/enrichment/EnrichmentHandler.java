package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.lake.LakeWriter;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.Priming;
import dev.tributary.lambda.StreamFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kinesis events, joined with DynamoDB reference data, as JSON Lines objects in the lake's {@code enriched-data/}. */
public final class EnrichmentHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    private final StreamFunction function;

    @SuppressWarnings("unused") // held for the runtime, which refers to it weakly
    private final Priming priming;

    /**
     * As Lambda makes it, from the process's environment.
     *
     * @throws InvalidSettingsException if settings are missing or malformed, so that the function fails at its start
     */
    public EnrichmentHandler() {
        this(Environment.ofProcess());
    }

    /** As a local run makes it, from an environment of its own. */
    public EnrichmentHandler(Environment environment) {
        this(KinesisSettings.read(environment), Collaborators.standard());
    }

    /** From its parts. */
    EnrichmentHandler(KinesisSettings settings, Collaborators with) {
        EnrichmentCore core = EnrichmentCore.of(settings.enrichment(), with);
        LakeWriter lake = new LakeWriter(with.s3(), settings.lake(), with.backoff());
        this.function = new StreamFunction(
                new OrderedBatch<>(
                        core.enrichment(),
                        core.deadLetters(),
                        lake::write,
                        settings.enrichment().rejects(),
                        core.metrics(),
                        with.clock()),
                core.metrics(),
                with.clock());
        this.priming = core.primeBeforeSnapshot(with.clock(), List.of(lake::prime));
    }

    @Override
    public StreamsEventResponse handleRequest(@Nullable KinesisEvent event, Context context) {
        return function.handle(() -> KinesisRecords.from(event), context);
    }
}
