package dev.tributary.local.send;

/**
 * What was sent so far.
 *
 * @param records that the stream took
 * @param resent how often a record was refused and sent again
 * @param calls of PutRecords
 * @param bytes of the records' data
 */
record SendCounts(long records, long resent, long calls, long bytes) {

    static final SendCounts NONE = new SendCounts(0, 0, 0, 0);

    SendCounts plus(long moreRecords, long moreResent, long moreBytes) {
        return new SendCounts(records + moreRecords, resent + moreResent, calls + 1, bytes + moreBytes);
    }
}
