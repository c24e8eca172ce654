package dev.tributary.change;

import org.jspecify.annotations.Nullable;

/** Gives the tables of one run the same instance where they are equal, as many events come of few tables. */
final class SourceTables {

    private static final int SLOTS = 256;

    /** Longer than databases let names be, so that nothing keeps the memory which hostile names take. */
    private static final int LONGEST_NAMES = 1_000;

    private final @Nullable SourceTable[] known = new SourceTable[SLOTS];

    SourceTable get(String system, String server, String database, String schema, String name) {
        SourceTable table = new SourceTable(system, server, database, schema, name);
        if (system.length() + server.length() + database.length() + schema.length() + name.length() > LONGEST_NAMES) {
            return table;
        }
        int slot = table.hashCode() & (SLOTS - 1);
        SourceTable last = known[slot];
        if (table.equals(last)) {
            return last;
        }
        known[slot] = table;
        return table;
    }
}
