/** Structured logs in Powertools' form, one JSON object a line: SLF4J's provider, and Powertools' levels for it. */
@NullMarked
package dev.tributary.logging;

import org.jspecify.annotations.NullMarked;
