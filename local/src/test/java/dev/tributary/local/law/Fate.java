package dev.tributary.local.law;

/** What a function made of a record. */
enum Fate {
    WRITTEN,
    SKIPPED,
    REJECTED
}
