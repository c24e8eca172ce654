/** Benchmarks of the audit function; in its package, so that they can hand it clients that only count bytes. */
@NullMarked
package dev.tributary.audit;

import org.jspecify.annotations.NullMarked;
