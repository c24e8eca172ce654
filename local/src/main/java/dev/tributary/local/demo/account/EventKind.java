package dev.tributary.local.demo.account;

/** Kinds of events that the demo sends, and where each belongs in the end. */
public enum EventKind {
    /** About something that the reference table knows. */
    KNOWN(Place.LAKE, "found"),
    /** About something that the table does not know. */
    UNKNOWN(Place.LAKE, "not_found"),
    /** About nothing. */
    KEYLESS(Place.LAKE, "no_key"),
    MALFORMED(Place.DEAD_LETTERS, "decode MALFORMED_JSON"),
    /** Larger than the function takes. */
    OVERSIZED(Place.DEAD_LETTERS, "decode OVERSIZED"),
    /** With a text where a field is computed from a number. */
    NOT_A_NUMBER(Place.DEAD_LETTERS, "derive INVALID_NUMBER"),
    /** An aggregate with a wrong byte; nobody knows its records, so it is one. */
    CORRUPT_AGGREGATE(Place.DEAD_LETTERS, "deaggregate CORRUPT_AGGREGATE"),
    /** Changes of a table's items. */
    INSERT(Place.LAKE, "INSERT"),
    MODIFY(Place.LAKE, "MODIFY"),
    REMOVE(Place.LAKE, "REMOVE"),
    /** Events of a flow: by what they are when their turn comes. */
    APPLIED(Place.LAKE, "applied"),
    /** Of before what is known. */
    LATE(Place.LAKE, "late"),
    /** Recorded, and left out of the state. */
    SET_APART(Place.LAKE, "set_apart"),
    /** The same event again. */
    REPEATED(Place.LAKE, "repeated"),
    /** Another event under the same name. */
    CONFLICTING(Place.DEAD_LETTERS, "apply IDENTITY_CONFLICT"),
    /** Not as its type's schema wants it. */
    INVALID(Place.DEAD_LETTERS, "validate SCHEMA_VIOLATION");

    /** Where a record can end. */
    public enum Place {
        LAKE,
        DEAD_LETTERS
    }

    private final Place place;
    private final String mark;

    EventKind(Place place, String mark) {
        this.place = place;
        this.mark = mark;
    }

    public Place place() {
        return place;
    }

    /** The source's status or the name of the change in the lake, or the dead letter's stage and reason. */
    public String mark() {
        return mark;
    }
}
