package dev.tributary.change;

/**
 * A table of a source.
 *
 * @param system what captured the change or, where it tells, the database system: {@code dms}, {@code postgresql},
 *     {@code dynamodb} and so on
 * @param database the database, or empty where the source does not tell
 * @param schema the schema, or empty where there is none
 * @param name the table's own name; empty for what happens to no table, such as a logical message
 */
public record SourceTable(String system, String database, String schema, String name) {

    /** The name as SQL writes it without quotes: {@code public.employees}, or {@code employees} without a schema. */
    public String qualifiedName() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
