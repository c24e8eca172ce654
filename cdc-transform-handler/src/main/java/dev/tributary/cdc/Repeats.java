package dev.tributary.cdc;

import dev.tributary.aws.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * Remembers which changes an object has had already, by 128 bits of SHA-256 each, so that two changes are never taken for one.
 * Bounded: of the last million changes it knows all, of those before them some.
 */
final class Repeats {

    /** Entries of a generation; the one before is kept too. */
    private static final int GENERATION = 1 << 20;

    private static final int LONGS = 2;
    private static final int FIRST_SLOTS = 1 << 10;

    private final MessageDigest digest = Sha256.begin();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private final int generation;
    private long[] current = new long[FIRST_SLOTS * LONGS];
    private long[] previous = new long[LONGS];
    private int size;

    Repeats() {
        this(GENERATION);
    }

    /** With another number of changes that are remembered, so that tests are small. */
    Repeats(int generation) {
        this.generation = generation;
    }

    /** Whether these parts are there for the first time, in this order; from now on they are known. */
    boolean isNew(List<byte[]> identity) {
        for (byte[] part : identity) {
            // The length before each, so that no two lists of parts give the same bytes.
            digest.update(length.putInt(0, part.length).array());
            digest.update(part);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        // A slot of zeros is a free one.
        long first = hash.getLong() | 1;
        long second = hash.getLong();
        if (current[slot(current, first, second)] != 0 || previous[slot(previous, first, second)] != 0) {
            return false;
        }
        if (size == generation) {
            previous = current;
            current = new long[FIRST_SLOTS * LONGS];
            size = 0;
        } else if (size * 2 * LONGS >= current.length) {
            grow();
        }
        put(current, first, second);
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[current.length * 2];
        for (int i = 0; i < current.length; i += LONGS) {
            if (current[i] != 0) {
                put(larger, current[i], current[i + 1]);
            }
        }
        current = larger;
    }

    private static void put(long[] table, long first, long second) {
        int slot = slot(table, first, second);
        table[slot] = first;
        table[slot + 1] = second;
    }

    /** Where an entry is, or the free slot where it would be: at least one is free. */
    private static int slot(long[] table, long first, long second) {
        int mask = table.length / LONGS - 1;
        int slot = (int) (second & mask);
        while (table[slot * LONGS] != 0 && (table[slot * LONGS] != first || table[slot * LONGS + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return slot * LONGS;
    }
}
