package dev.tributary.batch;

/**
 * How much may be answered at once.
 *
 * @param bytes the most bytes of the answer, a JSON array
 * @param recordBytes the most bytes of one element
 * @param records the most elements that it may have
 * @param remedy what to change where answers would pass it, for the message that says so
 */
public record AnswerLimit(int bytes, int recordBytes, int records, String remedy) {

    @Override
    public String toString() {
        return "(expected: at most " + bytes + " bytes and " + records + " records; " + remedy + ")";
    }
}
