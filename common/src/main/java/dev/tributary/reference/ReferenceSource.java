package dev.tributary.reference;

import java.time.Duration;
import java.util.List;

/**
 * A table that events are joined with.
 *
 * @param name the source's name, under which its status is reported
 * @param table the DynamoDB table
 * @param key the table's primary key: the partition key first, then the sort key where there is one
 * @param attributes the attributes that are wanted; all if empty
 * @param into the event's field that takes the item; with an empty name, the item's attributes become fields of the event
 *     itself, and never replace one that it has
 * @param required whether an event without an item is set aside
 * @param timeToLive how long an item may be answered from the cache
 */
public record ReferenceSource(
        String name,
        String table,
        List<KeyAttribute> key,
        List<String> attributes,
        String into,
        boolean required,
        Duration timeToLive) {

    public ReferenceSource {
        key = List.copyOf(key);
        attributes = List.copyOf(attributes);
    }

    /** Whether both sources read their table by the same key attributes. */
    boolean hasSameKeyAs(ReferenceSource other) {
        return names(key).equals(names(other.key)) && types(key).equals(types(other.key));
    }

    private static List<String> names(List<KeyAttribute> key) {
        return key.stream().map(KeyAttribute::name).toList();
    }

    private static List<KeyType> types(List<KeyAttribute> key) {
        return key.stream().map(KeyAttribute::type).toList();
    }
}
