package dev.tributary.local.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A range of 128-bit hash keys, both ends included. */
record HashRange(BigInteger first, BigInteger last) {

    static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

    /** The hash key of a partition key: the MD5 of its UTF-8 bytes, as an unsigned integer. */
    static BigInteger hashKey(String partitionKey) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return new BigInteger(1, md5.digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** All hash keys in ranges of the same size; the last takes the rest. */
    static List<HashRange> uniform(int count) {
        BigInteger size = KEYS.divide(BigInteger.valueOf(count));
        List<HashRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            BigInteger end = i == count - 1 ? KEYS : size.multiply(BigInteger.valueOf(i + 1L));
            ranges.add(new HashRange(size.multiply(BigInteger.valueOf(i)), end.subtract(BigInteger.ONE)));
        }
        return ranges;
    }

    boolean contains(BigInteger key) {
        return first.compareTo(key) <= 0 && key.compareTo(last) <= 0;
    }

    boolean isSplitBy(BigInteger key) {
        return contains(key) && !first.equals(key);
    }

    HashRange below(BigInteger key) {
        return new HashRange(first, key.subtract(BigInteger.ONE));
    }

    HashRange from(BigInteger key) {
        return new HashRange(key, last);
    }

    boolean isAdjacentTo(HashRange other) {
        return last.add(BigInteger.ONE).equals(other.first)
                || other.last.add(BigInteger.ONE).equals(first);
    }

    HashRange union(HashRange adjacent) {
        return new HashRange(first.min(adjacent.first), last.max(adjacent.last));
    }
}
