package dev.tributary.enrichment;

/** What joining one source came to, as the output names it. */
enum JoinStatus {
    FOUND("found"),
    NOT_FOUND("not_found"),
    /** The event holds no key for the source. */
    NO_KEY("no_key");

    private final String text;

    JoinStatus(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
