/** Rules over rows: what is cleansed, what a table's contract asks for, and verdicts with the reasons. */
@NullMarked
package dev.tributary.quality;

import org.jspecify.annotations.NullMarked;
