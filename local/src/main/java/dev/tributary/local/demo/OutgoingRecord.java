package dev.tributary.local.demo;

import dev.tributary.local.demo.account.DemoEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record to put into a stream.
 *
 * @param explicitHashKey what decides its shard instead of the partition key, if anything does
 * @param data its bytes
 * @param events the events that it holds, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutgoingRecord(String partitionKey, @Nullable String explicitHashKey, byte[] data, List<DemoEvent> events) {

    /** The record that an event is by itself. */
    static OutgoingRecord of(DemoEvent event) {
        return new OutgoingRecord(event.partitionKey(), null, event.bytes(), List.of(event));
    }
}
