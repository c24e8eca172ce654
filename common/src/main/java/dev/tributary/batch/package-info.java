/** The batch law: one outcome a record; a committed prefix in one object for ordered sources, all or nothing for pipes. */
@NullMarked
package dev.tributary.batch;

import org.jspecify.annotations.NullMarked;
