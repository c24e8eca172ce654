package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A line of what comes out.
 *
 * @param folder the zone, and in it the schema and the table; the zone alone for messages
 * @param what was done
 * @param subject the row's key, or what a message is marked with and says; empty if it concerns no row
 */
record Outcome(String folder, String what, String subject) {

    /** Names that are empty in a path. */
    private static final String NO_NAME = "~";

    static final String TRUSTED = "trusted";
    static final String QUARANTINE = "quarantine";
    static final String SCHEMA_CHANGES = "schema-changes";
    static final String MESSAGES = "messages";

    private static final String SNAPSHOT = "snapshot";

    static Outcome of(String zone, String schema, String name, String what, String subject) {
        return new Outcome(zone + "/" + named(schema) + "/" + named(name), what, subject);
    }

    static Outcome message(String prefix, String content) {
        return new Outcome(MESSAGES, "message", prefix + " " + content);
    }

    /** The outcome that a line of an object is. */
    static Outcome found(StoredObject object, JsonNode line) {
        String folder = object.key().replaceFirst("/year=.*", "");
        String zone = folder.replaceFirst("/.*", "");
        return switch (zone) {
            case SCHEMA_CHANGES -> new Outcome(folder, line.path("operation").asText(), "");
            case MESSAGES ->
                message(
                        line.path("prefix").asText(),
                        line.path("message").path("content").asText());
            case QUARANTINE ->
                new Outcome(folder, operation(line), line.path("row").path("id").asText());
            default -> new Outcome(folder, operation(line), line.path("id").asText());
        };
    }

    private static String operation(JsonNode line) {
        return line.path("_op").asText();
    }

    private static String named(String name) {
        return name.isEmpty() ? NO_NAME : name;
    }

    /** Whether it is a row, or what removes all of them. */
    boolean isRow() {
        return isIn(TRUSTED) || isIn(QUARANTINE);
    }

    boolean isIn(String zone) {
        return folder.equals(zone) || folder.startsWith(zone + "/");
    }

    /** Whether a repeat of it in the same raw object can be told from another one like it. */
    boolean hasPlace() {
        return isRow() && !what.equals(SNAPSHOT);
    }

    @Override
    public String toString() {
        return folder + " " + what + (subject.isEmpty() || isIn(MESSAGES) ? "" : " " + subject);
    }
}
