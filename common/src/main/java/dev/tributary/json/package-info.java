/** One configured JSON mapper, with limits on depth and number length, and decimal numbers throughout. */
@NullMarked
package dev.tributary.json;

import org.jspecify.annotations.NullMarked;
