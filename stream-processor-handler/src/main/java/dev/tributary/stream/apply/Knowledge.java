package dev.tributary.stream.apply;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a batch knows of its table, from what it read and wrote. */
final class Knowledge {

    /** Bytes of state at which all of it is forgotten, and what is needed read again. */
    static final long MOST_MEMORY = 32L << 20;

    private final Map<ItemKey, Optional<Entry>> entries = new HashMap<>();
    private final Map<ItemKey, Stored> states = new HashMap<>();
    private long memory;

    /** Whether it is known if an event has an entry. */
    boolean knowsEntry(ItemKey key) {
        return entries.containsKey(key);
    }

    /** The entry; null if there is none, or it is not known. */
    @Nullable
    Entry entry(ItemKey key) {
        return entries.getOrDefault(key, Optional.empty()).orElse(null);
    }

    boolean knowsState(ItemKey key) {
        return states.containsKey(key);
    }

    Stored state(ItemKey key) {
        return states.getOrDefault(key, Stored.NOTHING);
    }

    void learnEntry(ItemKey key, Entry entry) {
        entries.put(key, Optional.of(entry));
    }

    /** Learns what was asked for, also of what was not found. */
    void learnEntries(Collection<ItemKey> asked, Map<ItemKey, Map<String, AttributeValue>> found) {
        for (ItemKey key : asked) {
            entries.put(key, Optional.ofNullable(found.get(key)).map(Entry::read));
        }
    }

    /** Learns what was asked for, also of what was not found. */
    void learnStates(Collection<ItemKey> asked, Map<ItemKey, Map<String, AttributeValue>> found) {
        for (ItemKey key : asked) {
            Map<String, AttributeValue> item = found.get(key);
            learnState(key, item == null ? Stored.NOTHING : Stored.read(item));
        }
    }

    void learnState(ItemKey key, Stored state) {
        states.put(key, state);
        memory += Attributes.memory(state.content());
    }

    /** Forgets states that may be of the past. */
    void forgetStates(Collection<ItemKey> keys) {
        keys.forEach(states::remove);
    }

    /** Whether the states take more memory than they should; what was written over counts until they are forgotten. */
    boolean isFull() {
        return memory >= MOST_MEMORY;
    }

    void forgetAllStates() {
        states.clear();
        memory = 0;
    }
}
