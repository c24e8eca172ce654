package dev.tributary.change;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of a source.
 *
 * @param system what captured the change or, where it tells, the database system: {@code dms}, {@code postgresql},
 *     {@code dynamodb} and so on
 * @param server what the source calls its server or cluster, of which each has a name of its own; empty where it does not tell
 * @param database the database, or empty where the source does not tell
 * @param schema the schema, or empty where there is none
 * @param name the table's own name; empty for what happens to no table, such as a logical message
 */
public record SourceTable(String system, String server, String database, String schema, String name) {

    /** The name as SQL writes it without quotes: {@code public.employees}, or {@code employees} without a schema. */
    public String qualifiedName() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    /**
     * The qualified name behind those of server and database, which tell it from tables of the same name elsewhere; what the source
     * does not tell is left out, so it may be the qualified name itself.
     */
    public String fullName() {
        return Stream.of(server, database, qualifiedName())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
