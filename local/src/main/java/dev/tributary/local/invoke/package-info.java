/** One function, once: {@code ./tributary invoke}. */
@NullMarked
package dev.tributary.local.invoke;

import org.jspecify.annotations.NullMarked;
