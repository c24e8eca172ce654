package dev.tributary.reference;

import java.util.List;

/**
 * The primary key of an item, equal to another exactly if DynamoDB takes them for equal: numbers are held without
 * trailing zeros.
 *
 * @param table the item's table
 * @param values the values of the key attributes, in the order of the source's key
 */
public record ReferenceKey(String table, List<String> values) {

    public ReferenceKey {
        values = List.copyOf(values);
    }
}
