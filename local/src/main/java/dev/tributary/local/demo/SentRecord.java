package dev.tributary.local.demo;

import java.util.List;

/**
 * A record that the stream took.
 *
 * @param data the bytes of the stream's own record that it came in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentRecord(DemoEvent event, Position position, byte[] data) {

    /** How many records of the stream these came in. */
    static int streamRecords(List<SentRecord> sent) {
        return (int) sent.stream()
                .map(record -> record.position().parent())
                .distinct()
                .count();
    }
}
