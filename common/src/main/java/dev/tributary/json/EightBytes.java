package dev.tributary.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of text looked at as one number, since every byte of every event is looked at, the first one lowest. */
final class EightBytes {

    /** The highest bit of each byte. */
    static final long HIGHEST_BITS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;

    private EightBytes() {}

    static long at(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The same character eight times. */
    static long of(char ascii) {
        return ascii * ONES;
    }

    /**
     * Sets the highest bit of the first byte that is zero; what it sets of those behind it may be wrong. Other bits say nothing.
     */
    static long firstZero(long bytes) {
        return (bytes - ONES) & ~bytes;
    }

    /**
     * As {@link #firstZero}, for the first byte that is lower than an ASCII character; no byte beyond ASCII is.
     *
     * @param limits the character eight times
     */
    static long firstBelow(long bytes, long limits) {
        return (bytes - limits) & ~bytes;
    }

    /** Which byte the first one is whose highest bit is set, from 0 on; there must be one. */
    static int first(long highestBits) {
        return Long.numberOfTrailingZeros(highestBits) >>> 3;
    }
}
