package dev.tributary.change;

/** All rows of a table were removed at once. */
public record Truncation(Provenance provenance) implements ChangeEvent {}
