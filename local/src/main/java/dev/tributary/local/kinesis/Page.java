package dev.tributary.local.kinesis;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is sorted by a key.
 *
 * @param hasMore whether something follows
 */
record Page<T>(List<T> items, boolean hasMore) {

    static <T> Page<T> of(Collection<T> sorted, Function<T, String> key, @Nullable String exclusiveStart, int limit) {
        List<T> rest = sorted.stream()
                .filter(item -> exclusiveStart == null || key.apply(item).compareTo(exclusiveStart) > 0)
                .toList();
        return new Page<>(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
    }

    T last() {
        return items.get(items.size() - 1);
    }
}
