package dev.tributary.local.demo;

/**
 * A message that told a subscriber of a record.
 *
 * @param position the record, as its attribute says
 * @param eventName the name of the change, as its attribute says
 */
record Notice(Position position, String eventName) {}
