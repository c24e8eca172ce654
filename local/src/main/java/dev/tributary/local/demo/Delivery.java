package dev.tributary.local.demo;

/** How a function's lines come into the lake, which decides whether a record's line may be there twice. */
enum Delivery {
    /** The function writes them itself, and promises each once. */
    FUNCTION(false, "duplicated", "enriched, each in one object of the lake", "kept whole in the failure bucket"),
    /** A pipe runs the function and hands its answer to Firehose; both deliver at least once. */
    PIPE(true, "repeated", "enriched, delivered by Firehose", "left in the stream; the pipe's queue says where");

    private final boolean mayRepeat;
    private final String repeats;
    private final String succeeded;
    private final String givenUp;

    Delivery(boolean mayRepeat, String repeats, String succeeded, String givenUp) {
        this.mayRepeat = mayRepeat;
        this.repeats = repeats;
        this.succeeded = succeeded;
        this.givenUp = givenUp;
    }

    boolean mayRepeat() {
        return mayRepeat;
    }

    /** The word for lines beyond the first of a record. */
    String repeats() {
        return repeats;
    }

    /** What it means that a record succeeded. */
    String succeeded() {
        return succeeded;
    }

    /** Where the records are that were given up. */
    String givenUp() {
        return givenUp;
    }
}
