package dev.tributary.reference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items, and the knowledge that there is none, for a time: an item for its source's time to live; an absence for at most
 * {@link #NEGATIVE_TIME_TO_LIVE}, so that an item that is added late is soon found. Bounded in bytes, since one item can have
 * 400 KB and another a hundred.
 */
final class ReferenceCache {

    static final Duration NEGATIVE_TIME_TO_LIVE = Duration.ofSeconds(30);

    private final Cache<ReferenceKey, Answer> cache;

    /**
     * Makes an empty cache.
     *
     * @param maxBytes of memory, as {@link ItemMemory} estimates it
     * @param timesToLive how long items of each table may be kept
     */
    ReferenceCache(int maxBytes, Map<String, Duration> timesToLive, Ticker ticker) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(ItemMemory::of)
                .expireAfter(Expiry.<ReferenceKey, Answer>creating((key, answer) -> {
                    Duration timeToLive = timesToLive.getOrDefault(key.table(), Duration.ZERO);
                    boolean shorter =
                            answer instanceof Answer.NotFound && timeToLive.compareTo(NEGATIVE_TIME_TO_LIVE) > 0;
                    return shorter ? NEGATIVE_TIME_TO_LIVE : timeToLive;
                }))
                .ticker(ticker)
                // Upkeep in the caller's thread: Lambda freezes all others between invocations.
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    Answer get(ReferenceKey key) {
        return cache.getIfPresent(key);
    }

    void put(ReferenceKey key, Answer answer) {
        cache.put(key, answer);
    }
}
