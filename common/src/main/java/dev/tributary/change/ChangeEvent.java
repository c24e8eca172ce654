package dev.tributary.change;

/** What a source tells of one change. The formats differ; this is what they have in common. */
public sealed interface ChangeEvent permits RowChange, Truncation, SchemaChange, LogicalMessage {

    /** Where it happened, when, and in which order. */
    Provenance provenance();
}
