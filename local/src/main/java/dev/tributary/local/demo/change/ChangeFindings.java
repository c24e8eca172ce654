package dev.tributary.local.demo.change;

import java.util.List;

/**
 * What was found after a run.
 *
 * @param raw the raw objects
 * @param outputs all objects of the other zones
 * @param letters what is in the dead-letter queue
 * @param givenUp events that are still given up
 */
public record ChangeFindings(List<StoredObject> raw, List<StoredObject> outputs, List<Letter> letters, int givenUp) {}
