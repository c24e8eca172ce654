package dev.tributary.local.source;

/**
 * What a mapping has done so far, over all its lanes.
 *
 * @param invocations invocations of the function
 * @param retriedInvocations those of them whose records had been in an invocation before
 * @param recordsDelivered records that the function took
 * @param recordsGivenUp records whose attempts or age ran out
 * @param recordsFiltered records that no filter let through
 */
public record MappingReport(
        long invocations, long retriedInvocations, long recordsDelivered, long recordsGivenUp, long recordsFiltered) {

    /** Of what hands records on to something that reports on them itself. */
    public static final MappingReport NOTHING = new MappingReport(0, 0, 0, 0, 0);

    /** Records that need no further invocation. */
    public long recordsResolved() {
        return recordsDelivered + recordsGivenUp + recordsFiltered;
    }
}
