/** Objects of the lake: their keys, their gzip JSON Lines bytes, and the conditional put that fences repeats. */
@NullMarked
package dev.tributary.lake;

import org.jspecify.annotations.NullMarked;
