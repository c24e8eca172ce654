package dev.tributary.local.law;

import dev.tributary.record.RecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was put into the stream. */
final class Sent {

    private final Map<RecordId, String> partitionKeys = new LinkedHashMap<>();
    private final Map<RecordId, byte[]> payloads = new HashMap<>();
    private final Map<String, List<RecordId>> bySequence = new HashMap<>();
    private final Map<String, byte[]> records = new HashMap<>();

    /** A record is sent, alone or with others under one sequence number and the same partition key. */
    void add(RecordId id, String partitionKey, byte[] payload) {
        partitionKeys.put(id, partitionKey);
        payloads.put(id, payload);
        bySequence.computeIfAbsent(id.sequence(), sequence -> new ArrayList<>()).add(id);
    }

    /** The stream takes what was sent under this sequence number in one record of this data. */
    void take(String sequence, byte[] data) {
        records.put(sequence, data);
    }

    Set<RecordId> ids() {
        return partitionKeys.keySet();
    }

    /** What came under this sequence number, in order. */
    List<RecordId> under(String sequence) {
        return bySequence.getOrDefault(sequence, List.of());
    }

    String partitionKey(RecordId id) {
        return partitionKeys.getOrDefault(id, "");
    }

    byte[] payload(RecordId id) {
        return known(payloads.get(id), id);
    }

    /** The data of the stream's record. */
    byte[] record(String sequence) {
        return known(records.get(sequence), sequence);
    }

    Kind kind(RecordId id) {
        return Kind.of(payload(id));
    }

    private static byte[] known(byte @Nullable [] bytes, Object what) {
        if (bytes == null) {
            throw new AssertionError(what + " was not sent");
        }
        return bytes;
    }
}
