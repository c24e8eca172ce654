package dev.tributary.change;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What somebody wrote into the source's log, and into no table: PostgreSQL's {@code pg_logical_emit_message}.
 *
 * @param prefix what marks whom it is for
 * @param content the message as the source tells it
 */
public record LogicalMessage(Provenance provenance, String prefix, ObjectNode content) implements ChangeEvent {}
