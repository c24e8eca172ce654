package dev.tributary.local.kinesis;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be changed about a stream, apart from its shards. Safe for use by many threads. */
final class StreamSettings {

    private final NavigableMap<String, String> tags = new TreeMap<>();
    private int retentionHours = Limits.MIN_RETENTION_HOURS;
    private @Nullable String keyId;

    synchronized int retentionHours() {
        return retentionHours;
    }

    synchronized void retainHours(int hours) {
        retentionHours = hours;
    }

    /** The key that records are said to be encrypted with; absent without encryption. */
    synchronized @Nullable String keyId() {
        return keyId;
    }

    synchronized void encrypt(@Nullable String newKeyId) {
        keyId = newKeyId;
    }

    synchronized String encryptionType() {
        return keyId == null ? "NONE" : "KMS";
    }

    synchronized Map<String, String> tags() {
        return new TreeMap<>(tags);
    }

    synchronized void tag(Map<String, String> added) {
        Map<String, String> union = new TreeMap<>(tags);
        union.putAll(added);
        if (union.size() > Limits.TAGS) {
            throw KinesisException.invalidArgument(
                    "Tags: %d on the stream (expected: at most %d)".formatted(union.size(), Limits.TAGS));
        }
        tags.putAll(added);
    }

    synchronized void untag(Collection<String> keys) {
        tags.keySet().removeAll(keys);
    }
}
