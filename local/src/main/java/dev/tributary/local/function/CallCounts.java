package dev.tributary.local.function;

import java.util.Map;
import java.util.TreeMap;

/** How often a function called each operation of AWS, retries of the SDK included. */
final class CallCounts {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void add(String call) {
        counts.merge(call, 1L, Long::sum);
    }

    synchronized Map<String, Long> snapshot() {
        return new TreeMap<>(counts);
    }
}
