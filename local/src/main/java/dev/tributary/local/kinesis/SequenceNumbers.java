package dev.tributary.local.kinesis;

import java.math.BigInteger;
import java.time.Instant;

/**
 * Sequence numbers as the service hands them out: 56 decimal digits that start with 49 and grow within a shard, and from a
 * shard to its children.
 *
 * <p>The layout is 188 bits, highest first: version 2 (4), the shard's epoch (36), the low bits of its number (4), the
 * record's index in the shard (64), zero (8), the second of arrival (36), the shard's number (32), version 2 (4). The service
 * does not document its own; this one has the same digits and order, and nobody should read meaning into either.
 */
final class SequenceNumbers {

    private static final BigInteger VERSION = BigInteger.TWO;
    /** Beyond every record, with room to add one. */
    private static final long LAST_INDEX = (1L << 62) - 1;

    private static final int SHARD_SHIFT = 4;
    private static final int SECOND_SHIFT = 36;
    private static final int INDEX_SHIFT = 80;
    private static final int PREFIX_SHIFT = 144;

    private SequenceNumbers() {}

    static String of(Shard shard, long index, Instant at) {
        return prefix(shard)
                .shiftLeft(PREFIX_SHIFT)
                .or(BigInteger.valueOf(index).shiftLeft(INDEX_SHIFT))
                .or(BigInteger.valueOf(at.getEpochSecond()).shiftLeft(SECOND_SHIFT))
                .or(BigInteger.valueOf(shard.number()).shiftLeft(SHARD_SHIFT))
                .or(VERSION)
                .toString();
    }

    /** Where a shard starts: before its first record, whose index is 1. */
    static String start(Shard shard) {
        return of(shard, 0, shard.opened());
    }

    /** Where a closed shard ends: after every index. */
    static String end(Shard shard, Instant closed) {
        return of(shard, LAST_INDEX, closed);
    }

    /** The index that a sequence number stands for; fails when it is not one of this shard's. */
    static long index(Shard shard, String number) {
        BigInteger bits = number.matches("[1-9]\\d{0,128}") ? new BigInteger(number) : BigInteger.ZERO;
        if (!bits.shiftRight(PREFIX_SHIFT).equals(prefix(shard))) {
            throw KinesisException.invalidArgument(
                    "StartingSequenceNumber: %s (expected: a sequence number of %s)".formatted(number, shard.id()));
        }
        return bits.shiftRight(INDEX_SHIFT).longValue() & LAST_INDEX;
    }

    private static BigInteger prefix(Shard shard) {
        return VERSION.shiftLeft(40).or(BigInteger.valueOf((shard.epoch() << 4) | (shard.number() & 0xF)));
    }
}
