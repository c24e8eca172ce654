package dev.tributary.enrichment;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.metrics.Metrics;
import dev.tributary.reference.ReferenceLookup;

/** What both handlers are made of, whatever brings the events and takes the outputs. */
record EnrichmentCore(Enrichment enrichment, DeadLetterQueue deadLetters, Metrics metrics) {

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
                new Enrichment(settings, with.enrichers(), lookup, with.clock()), deadLetters, metrics);
    }
}
