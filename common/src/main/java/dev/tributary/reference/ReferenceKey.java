package dev.tributary.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    // Written out, since every record of every batch is looked up by its key: what the compiler makes of a record's
    // components is linked at run time, and several times slower where C1 alone compiles.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReferenceKey key && values.equals(key.values) && table.equals(key.table);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + values.hashCode();
    }
}
