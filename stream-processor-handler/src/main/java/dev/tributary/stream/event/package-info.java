/** Events as clients send them: what they come wrapped in, their schema, and what makes two of them the same. */
@NullMarked
package dev.tributary.stream.event;

import org.jspecify.annotations.NullMarked;
