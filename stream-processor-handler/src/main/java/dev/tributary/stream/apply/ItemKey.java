package dev.tributary.stream.apply;

/**
 * The key of an item of the table.
 *
 * @param entity the partition key
 * @param item the sort key
 */
record ItemKey(String entity, String item) {}
