package dev.tributary.change;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A table was made, altered, renamed or dropped.
 *
 * @param operation what was done, in the source's own word, such as {@code add-column}
 * @param details what the source tells of it; may be empty
 */
public record SchemaChange(Provenance provenance, String operation, ObjectNode details) implements ChangeEvent {}
