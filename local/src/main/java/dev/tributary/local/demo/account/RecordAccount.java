package dev.tributary.local.demo.account;

import java.util.List;

/**
 * The account of every record that was sent to a function.
 *
 * @param delivery how its lines come into the lake
 * @param received records that were sent to it
 * @param streamRecords records of the stream that they came in: fewer, where some were aggregated
 * @param succeeded records with their right line in the lake
 * @param deadLettered records whose last place is the dead-letter queue
 * @param givenUp records whose last place is where Lambda or the pipe leaves what it gives up
 * @param lost records that are nowhere, or whose content is not what was sent
 * @param repeats the record id of each line beyond the first of a record
 * @param problems the first records that are not where they belong, in words
 */
public record RecordAccount(
        Delivery delivery,
        int received,
        int streamRecords,
        int succeeded,
        int deadLettered,
        int givenUp,
        int lost,
        List<String> repeats,
        List<String> problems) {

    /** Whether nothing is lost, nothing is written twice that must not be, and everything is where it belongs. */
    public boolean isClean() {
        return lost == 0 && problems.isEmpty() && (repeats.isEmpty() || delivery.mayRepeat());
    }
}
