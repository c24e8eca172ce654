/** Speed of the change-data transform. */
@NullMarked
package dev.tributary.cdc;

import org.jspecify.annotations.NullMarked;
