package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lake.LakeWriter;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.Priming;
import dev.tributary.lambda.StreamFunction;
import dev.tributary.metrics.Metrics;
import dev.tributary.reference.ReferenceLookup;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

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
        this(
                EnrichmentSettings.read(environment),
                AwsClients.dynamoDb(),
                AwsClients.s3(),
                AwsClients.sqs(),
                ServiceLoader.load(EventEnricher.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                Backoff.standard(),
                Clock.systemUTC());
    }

    /** From its parts. */
    EnrichmentHandler(
            EnrichmentSettings settings,
            DynamoDbClient dynamoDb,
            S3Client s3,
            SqsClient sqs,
            List<EventEnricher> enrichers,
            Backoff backoff,
            Clock clock) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), clock, System.out);
        ReferenceLookup lookup = new ReferenceLookup(
                dynamoDb, settings.sources(), settings.cacheBytes(), Ticker.systemTicker(), backoff, metrics);
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                sqs, settings.deadLetterQueueUrl(), new ClaimCheck(s3, settings.deadLetterBucket()), backoff);
        LakeWriter lake = new LakeWriter(s3, settings.lake(), backoff);
        Enrichment enrichment = new Enrichment(settings, enrichers, lookup, clock);
        this.function = new StreamFunction(
                new OrderedBatch<>(enrichment, deadLetters, lake::write, metrics, clock), metrics, clock);
        this.priming =
                Priming.register(clock, List.of(lookup::prime, deadLetters::prime, lake::prime, enrichment::prime));
    }

    @Override
    public StreamsEventResponse handleRequest(@Nullable KinesisEvent event, Context context) {
        return function.handle(() -> KinesisRecords.from(event), context);
    }
}
