package dev.tributary.reference;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Looks up a batch's keys together: from the cache, and else with BatchGetItem by the hundred, whatever their tables.
 * Keys that DynamoDB leaves unprocessed are asked for again until the deadline.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
public final class ReferenceLookup {

    private static final int KEYS_PER_CALL = 100;

    /** Bytes of items that one batch looks up at most; the records behind are handed back, to be their own batch. */
    static final long MAX_BATCH_MEMORY = 32L << 20;

    private final DynamoDbClient dynamoDb;
    private final Map<String, ReferenceTable> tables;
    private final ReferenceCache cache;
    private final Backoff backoff;
    private final Metrics metrics;

    public ReferenceLookup(
            DynamoDbClient dynamoDb,
            List<ReferenceSource> sources,
            int maxCacheBytes,
            Ticker ticker,
            Backoff backoff,
            Metrics metrics) {
        this.dynamoDb = dynamoDb;
        this.tables = ReferenceTable.of(sources);
        Map<String, Duration> timesToLive =
                tables.values().stream().collect(Collectors.toMap(ReferenceTable::name, ReferenceTable::timeToLive));
        this.cache = new ReferenceCache(maxCacheBytes, timesToLive, ticker);
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /**
     * An answer for every key. Never throws for a service's failure: that is an answer too.
     *
     * @param keys in the order in which they are needed: once one of them is unavailable, a hundred further on is not asked
     *     for, since an ordered batch ends at the first record that lacks its answer
     */
    public Map<ReferenceKey, Answer> lookUp(Set<ReferenceKey> keys, Deadline deadline) {
        Map<ReferenceKey, Answer> answers = new HashMap<>();
        List<ReferenceKey> missing = new ArrayList<>();
        for (ReferenceKey key : keys) {
            Answer cached = cache.get(key);
            if (cached == null) {
                missing.add(key);
            } else {
                answers.put(key, cached);
            }
        }
        metrics.add(Metric.CACHE_HITS, answers.size());
        metrics.add(Metric.CACHE_MISSES, missing.size());
        metrics.add(Metric.LOOKUP_CALLS, 0);
        Exception failure = null;
        long memory = 0;
        for (int from = 0; from < missing.size(); from += KEYS_PER_CALL) {
            List<ReferenceKey> some = missing.subList(from, Math.min(from + KEYS_PER_CALL, missing.size()));
            if (failure == null && memory >= MAX_BATCH_MEMORY) {
                failure = new BatchMemoryException(from, missing.size());
            }
            failure = failure == null ? fetch(some, answers, deadline) : unavailable(some, failure, answers);
            for (ReferenceKey key : some) {
                memory += ItemMemory.of(key, answers.getOrDefault(key, new Answer.NotFound()));
            }
        }
        return answers;
    }

    /**
     * Makes a call as look-ups make them and forgets its answer, so that the first look-up behind a snapshot finds its
     * classes loaded.
     *
     * @throws SdkException if the call fails
     */
    public void prime(Deadline deadline) {
        Map<String, KeysAndAttributes> request = new HashMap<>();
        tables.forEach((name, table) -> request.put(name, table.request(List.of(table.anyKey()))));
        dynamoDb.batchGetItem(call -> call.requestItems(request).overrideConfiguration(AwsClients.within(deadline)));
    }

    /** Asks until every key is answered; gives back the failure if some of them are unavailable. */
    private @Nullable Exception fetch(List<ReferenceKey> keys, Map<ReferenceKey, Answer> answers, Deadline deadline) {
        Set<ReferenceKey> left = new LinkedHashSet<>(keys);
        int idle = 0;
        while (!left.isEmpty()) {
            if (deadline.isReached()) {
                return unavailable(
                        left, new TimeoutException("no time left to look up " + left.size() + " keys"), answers);
            }
            Set<ReferenceKey> unprocessed;
            try {
                unprocessed = call(left, answers, deadline);
            } catch (SdkException e) {
                // The SDK has tried again already; what is left to do is Lambda's repeat.
                return unavailable(left, e, answers);
            }
            idle = unprocessed.size() < left.size() ? 0 : idle + 1;
            if (idle > 0 && !backoff.pause(idle, deadline)) {
                return unavailable(left, new TimeoutException(left.size() + " keys unprocessed by DynamoDB"), answers);
            }
            left = unprocessed;
        }
        return null;
    }

    /** One call; keeps what it answers, and gives back the keys that it left unprocessed. */
    private Set<ReferenceKey> call(Set<ReferenceKey> keys, Map<ReferenceKey, Answer> answers, Deadline deadline) {
        metrics.add(Metric.LOOKUP_CALLS, 1);
        Map<String, KeysAndAttributes> request = new HashMap<>();
        keys.stream()
                .collect(Collectors.groupingBy(ReferenceKey::table))
                .forEach((table, ofTable) -> request.put(table, table(table).request(ofTable)));
        BatchGetItemResponse response = dynamoDb.batchGetItem(
                call -> call.requestItems(request).overrideConfiguration(AwsClients.within(deadline)));

        Set<ReferenceKey> absent = new LinkedHashSet<>(keys);
        response.responses()
                .forEach((table, items) -> items.forEach(item -> {
                    ReferenceKey key = table(table).keyOf(item);
                    absent.remove(key);
                    keep(key, new Answer.Found(AttributeValues.toJson(item)), answers);
                }));
        Set<ReferenceKey> unprocessed = new LinkedHashSet<>();
        response.unprocessedKeys().forEach((table, ofTable) -> ofTable.keys().forEach(key -> {
            unprocessed.add(table(table).keyOf(key));
        }));
        absent.removeAll(unprocessed);
        absent.forEach(key -> keep(key, new Answer.NotFound(), answers));
        return unprocessed;
    }

    private void keep(ReferenceKey key, Answer answer, Map<ReferenceKey, Answer> answers) {
        cache.put(key, answer);
        answers.put(key, answer);
    }

    private static Exception unavailable(
            Collection<ReferenceKey> keys, Exception cause, Map<ReferenceKey, Answer> answers) {
        keys.forEach(key -> answers.put(key, new Answer.Unavailable(cause)));
        return cause;
    }

    private ReferenceTable table(String name) {
        ReferenceTable table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("table " + name + " is of no source");
        }
        return table;
    }
}
