/** Benchmarks of what turns a source's bytes into records. */
@NullMarked
package dev.tributary.record;

import org.jspecify.annotations.NullMarked;
