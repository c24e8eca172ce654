package dev.tributary.local.demo;

import java.util.List;

/**
 * The account of every record that was sent to a function.
 *
 * @param received records that the stream took for it
 * @param succeeded records with their right line in the lake
 * @param deadLettered records whose last place is the dead-letter queue
 * @param givenUp records whose last place is the failure bucket
 * @param lost records that are nowhere, or whose content is not what was sent
 * @param duplicated lines beyond the first of a record
 * @param problems the first records that are not where they belong, in words
 */
record RecordAccount(
        int received, int succeeded, int deadLettered, int givenUp, int lost, int duplicated, List<String> problems) {

    /** Whether nothing is lost, nothing is written twice, and everything is where it belongs. */
    boolean isClean() {
        return lost == 0 && duplicated == 0 && problems.isEmpty();
    }
}
