/** One configured JSON mapper with limits on size and depth. */
@NullMarked
package dev.tributary.json;

import org.jspecify.annotations.NullMarked;
