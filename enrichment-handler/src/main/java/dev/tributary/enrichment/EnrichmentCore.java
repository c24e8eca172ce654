package dev.tributary.enrichment;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.tributary.aws.Deadline;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lambda.Priming;
import dev.tributary.metrics.Metrics;
import dev.tributary.reference.ReferenceLookup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What both handlers are made of, whatever brings the events and takes the outputs. */
record EnrichmentCore(Enrichment enrichment, ReferenceLookup lookup, DeadLetterQueue deadLetters, Metrics metrics) {

    static EnrichmentCore of(EnrichmentSettings settings, Collaborators with) {
        Metrics metrics = new Metrics(settings.metricsNamespace(), with.clock(), System.out);
        ReferenceLookup lookup = new ReferenceLookup(
                with.dynamoDb(),
                settings.sources(),
                settings.cacheBytes(),
                Ticker.systemTicker(),
                with.backoff(),
                metrics);
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                with.sqs(),
                settings.deadLetterQueueUrl(),
                new ClaimCheck(with.s3(), settings.deadLetterBucket()),
                with.backoff());
        return new EnrichmentCore(
                new Enrichment(settings, with.enrichers(), lookup, with.clock()), lookup, deadLetters, metrics);
    }

    /** Has all that both handlers use primed, and besides it what one of them uses alone. */
    Priming primeBeforeSnapshot(Clock clock, List<Consumer<Deadline>> steps) {
        List<Consumer<Deadline>> all = new ArrayList<>(List.of(lookup::prime, deadLetters::prime, enrichment::prime));
        all.addAll(steps);
        return Priming.register(clock, List.copyOf(all));
    }
}
