/** Benchmarks of the enrichment function; in its package, so that they can hand it clients that only count bytes. */
@NullMarked
package dev.tributary.enrichment;

import org.jspecify.annotations.NullMarked;
