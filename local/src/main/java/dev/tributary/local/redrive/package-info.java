/** {@code ./tributary redrive}: what was set aside or given up, listed, shown, and sent back. */
@NullMarked
package dev.tributary.local.redrive;

import org.jspecify.annotations.NullMarked;
