/** What the functions write and set aside, as it happens: {@code ./tributary tail}. */
@NullMarked
package dev.tributary.local.tail;

import org.jspecify.annotations.NullMarked;
