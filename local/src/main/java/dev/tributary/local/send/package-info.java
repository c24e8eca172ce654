/** Lines of a file as records of a stream: {@code ./tributary send}. */
@NullMarked
package dev.tributary.local.send;

import org.jspecify.annotations.NullMarked;
