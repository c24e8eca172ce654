/** The pipeline that stays: {@code ./tributary up}, and how the other commands find it. */
@NullMarked
package dev.tributary.local.up;

import org.jspecify.annotations.NullMarked;
