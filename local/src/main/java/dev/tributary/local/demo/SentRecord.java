package dev.tributary.local.demo;

/**
 * A record that the stream took.
 *
 * @param position the shard and sequence number that the stream gave it
 */
record SentRecord(DemoEvent event, Position position) {

    /** A record's place in its stream. */
    record Position(String shard, String sequence) {}
}
