/** Benchmarks of the stream processor; in its package, so that they can hand it clients that only count. */
@NullMarked
package dev.tributary.stream;

import org.jspecify.annotations.NullMarked;
