package dev.tributary.stream.types;

/** What became of an event, in the words that its entry and the archive hold. */
final class Verdicts {

    /** It made the state what it is. */
    static final String APPLIED = "applied";

    /** What is known happened after it. */
    static final String LATE = "late";

    /** It is in the ledger, and left out of the totals. */
    static final String SET_APART = "set_apart";

    private Verdicts() {}
}
