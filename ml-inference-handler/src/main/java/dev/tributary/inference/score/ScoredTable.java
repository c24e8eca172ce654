package dev.tributary.inference.score;

/**
 * A table whose rows are scored.
 *
 * @param schema its schema, without a dot
 */
public record ScoredTable(String schema, String name) {

    /** What a text must be to name one. */
    public static final String EXPECTED = "a table, as schema.name";

    /** Whether a text names a table. */
    public static boolean isName(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && dot < text.length() - 1;
    }

    /**
     * Reads {@code schema.name}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ScoredTable parse(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("table: \"" + text + "\" (expected: " + EXPECTED + ")");
        }
        int dot = text.indexOf('.');
        return new ScoredTable(text.substring(0, dot), text.substring(dot + 1));
    }

    /** The name as SQL writes it without quotes. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
