package dev.tributary.inference.score;

import java.util.Optional;

/**
 * A change that a run is about to score.
 *
 * @param entry what the ledger is to say of it
 * @param missing the output that the ledger names for the same change, and that is known never to come
 */
record Claim(Entry entry, Optional<String> missing) {}
