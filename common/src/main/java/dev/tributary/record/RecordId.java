package dev.tributary.record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a record in its source: the same for every delivery of the record, and of no other record.
 *
 * @param stream the stream's or table's name
 * @param shard the shard; for DynamoDB Streams, whose events name none, the event's id
 * @param sequence the sequence number, a whole number in decimal, as its source writes it: DynamoDB Streams may put zeros
 *     before it
 * @param subSequence the place in the parent record where records were de-aggregated, else 0
 */
public record RecordId(String stream, String shard, String sequence, int subSequence) {

    private static final int MAX_SUB_SEQUENCE = 999_999_999;

    private static final Pattern TEXT = Pattern.compile("(.+)\\.([^.]+)\\.([0-9]+)\\.(0|[1-9][0-9]{0,8})");

    /**
     * Checks that the parts can stand in an object key, a message attribute and a table key.
     *
     * @throws IllegalArgumentException if one of them cannot
     */
    public RecordId {
        require(isName(stream, true), "stream", stream, "characters of [A-Za-z0-9._-]");
        require(isName(shard, false), "shard", shard, "characters of [A-Za-z0-9_-]");
        require(isNumber(sequence), "sequence number", sequence, "a whole number");
        if (subSequence < 0 || subSequence > MAX_SUB_SEQUENCE) {
            throw new IllegalArgumentException(
                    "sub-sequence: " + subSequence + " (expected: 0-" + MAX_SUB_SEQUENCE + ")");
        }
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is no record id
     */
    public static RecordId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "record id: " + text + " (expected: <stream>.<shard>.<sequence number>.<sub-sequence>)");
        }
        return new RecordId(parts.group(1), parts.group(2), parts.group(3), Integer.parseInt(parts.group(4)));
    }

    /** Whether the other record came in the same source record, and so shares its sequence number. */
    public boolean hasSameParentAs(RecordId other) {
        return sequence.equals(other.sequence) && shard.equals(other.shard) && stream.equals(other.stream);
    }

    /** Compares sequence numbers as the whole numbers that they are. */
    public int compareSequenceTo(RecordId other) {
        int zeros = leadingZeros(sequence);
        int otherZeros = leadingZeros(other.sequence);
        int byLength = Integer.compare(sequence.length() - zeros, other.sequence.length() - otherZeros);
        return byLength != 0 ? byLength : sequence.substring(zeros).compareTo(other.sequence.substring(otherZeros));
    }

    /** The text form: the parts in {@code [A-Za-z0-9._-]}, joined by dots. */
    @Override
    public String toString() {
        return String.join(".", stream, shard, sequence, Integer.toString(subSequence));
    }

    private static void require(boolean valid, String what, String value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(what + ": \"" + value + "\" (expected: " + expected + ")");
        }
    }

    // Loops, not patterns: an id is made for every record.
    private static boolean isName(String text, boolean dots) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
            if (!letter && c != '-' && c != '_' && !(dots && c == '.')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static int leadingZeros(String number) {
        int zeros = 0;
        while (zeros < number.length() && number.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
