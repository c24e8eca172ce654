package dev.tributary.local.send;

/**
 * A line to send.
 *
 * @param number from 1
 * @param key the partition key
 * @param bytes as they stand in the file, without the line's end
 */
record Line(long number, String key, byte[] bytes) {}
