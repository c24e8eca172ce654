package dev.tributary.local.demo.account;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record's place in its stream; its text is the record id.
 *
 * @param sequence the sequence number that the stream gave the record, or the record that it came in
 * @param subSequence the place in an aggregated record, else 0
 */
public record Position(String stream, String shard, String sequence, int subSequence) {

    /** The order within a shard; as numbers, since a text of more digits may come first. */
    public static final Comparator<Position> ORDER = Comparator.comparing(
                    (Position position) -> new BigInteger(position.sequence))
            .thenComparingInt(Position::subSequence);

    private static final Pattern RECORD_ID = Pattern.compile("(.+)\\.([^.]+)\\.([0-9]+)\\.([0-9]{1,9})");

    /** Reads {@code <stream>.<shard>.<sequence number>.<sub-sequence>}. */
    public static Position parse(String recordId) {
        Matcher parts = RECORD_ID.matcher(recordId);
        if (!parts.matches()) {
            throw new IllegalStateException("record id that was found: " + recordId
                    + " (expected: <stream>.<shard>.<sequence number>.<sub-sequence>)");
        }
        return new Position(parts.group(1), parts.group(2), parts.group(3), Integer.parseInt(parts.group(4)));
    }

    /** The place of the stream's own record, in which this one came. */
    public Position parent() {
        return subSequence == 0 ? this : new Position(stream, shard, sequence, 0);
    }

    @Override
    public String toString() {
        return String.join(".", stream, shard, sequence, Integer.toString(subSequence));
    }
}
