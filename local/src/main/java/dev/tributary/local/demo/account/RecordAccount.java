package dev.tributary.local.demo.account;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The account of every record that was sent to a function.
 *
 * @param delivery how its lines come into the lake
 * @param received records that were sent to it
 * @param streamRecords records of the stream that they came in: fewer, where some were aggregated
 * @param succeeded records with their right line in the lake
 * @param skipped records that the filters of its event source dropped
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
        long skipped,
        int deadLettered,
        int givenUp,
        int lost,
        List<String> repeats,
        List<String> problems)
        implements FunctionAccount {

    /** One of which no filter dropped any. */
    public RecordAccount(
            Delivery delivery,
            int received,
            int streamRecords,
            int succeeded,
            int deadLettered,
            int givenUp,
            int lost,
            List<String> repeats,
            List<String> problems) {
        this(delivery, received, streamRecords, succeeded, 0, deadLettered, givenUp, lost, repeats, problems);
    }

    /** The same, of which filters dropped so many. */
    public RecordAccount skipping(long count) {
        return new RecordAccount(
                delivery, received, streamRecords, succeeded, count, deadLettered, givenUp, lost, repeats, problems);
    }

    @Override
    public boolean isClean() {
        return lost == 0 && problems.isEmpty() && (repeats.isEmpty() || delivery.mayRepeat());
    }

    @Override
    public Optional<String> repeated() {
        return repeats.isEmpty() ? Optional.empty() : Optional.of("what a pipe repeated");
    }

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("received", received, receivedNote()),
                Count.forPrograms("stream records", streamRecords),
                new Count("succeeded", succeeded, delivery.succeeded()),
                new Count("skipped", skipped, "dropped by the event source's filters"),
                new Count("dead-lettered", deadLettered, "set aside with the reason, bytes untouched"),
                new Count("given up", givenUp, delivery.givenUp()),
                new Count("lost", lost, ""),
                Count.of(delivery.repeats(), repeats));
    }

    private String receivedNote() {
        return streamRecords == received
                ? delivery.received()
                : String.format(Locale.ROOT, "records, some aggregated, in %,d of the stream", streamRecords);
    }
}
