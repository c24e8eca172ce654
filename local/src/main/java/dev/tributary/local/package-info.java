/** Placeholder for the layout. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
