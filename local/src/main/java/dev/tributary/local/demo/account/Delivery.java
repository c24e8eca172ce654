package dev.tributary.local.demo.account;

/** How a function's lines come into the lake, which decides whether a record's line may be there twice. */
public enum Delivery {
    /** The function writes them itself, and promises each once. */
    FUNCTION(
            false,
            "records that the stream took",
            "enriched, each in one object of the lake",
            "kept whole in the failure bucket"),
    /** A pipe runs the function and hands its answer to Firehose; both deliver at least once. */
    PIPE(
            true,
            "records that the stream took",
            "enriched, delivered by Firehose",
            "left in the stream; the pipe's queue says where"),
    /** As FUNCTION, of what is done to a table. */
    TRAIL(
            false,
            "changes that were made to the table",
            "each in one object of the trail, with both images",
            "kept whole in the failure bucket"),
    /** As FUNCTION, of the events of one type. */
    FLOW(
            false,
            "records that the stream took",
            "archived, each in one object of the lake",
            "kept whole in the failure bucket");

    private final boolean mayRepeat;
    private final String received;
    private final String succeeded;
    private final String givenUp;

    Delivery(boolean mayRepeat, String received, String succeeded, String givenUp) {
        this.mayRepeat = mayRepeat;
        this.received = received;
        this.succeeded = succeeded;
        this.givenUp = givenUp;
    }

    public boolean mayRepeat() {
        return mayRepeat;
    }

    /** The word for lines beyond the first of a record. */
    public String repeats() {
        return mayRepeat ? "repeated" : "duplicated";
    }

    /** What was sent. */
    public String received() {
        return received;
    }

    /** What it means that a record succeeded. */
    public String succeeded() {
        return succeeded;
    }

    /** Where the records are that were given up. */
    public String givenUp() {
        return givenUp;
    }
}
