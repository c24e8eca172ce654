package dev.tributary.local.demo;

/**
 * A record that the stream took.
 *
 * @param data the bytes of the stream's own record that it came in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentRecord(DemoEvent event, Position position, byte[] data) {}
