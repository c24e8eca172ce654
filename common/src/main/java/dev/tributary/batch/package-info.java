/** The batch law for ordered sources: one outcome a record, a committed prefix, one object, one answer. */
@NullMarked
package dev.tributary.batch;

import org.jspecify.annotations.NullMarked;
