/** Placeholder for the layout. */
@NullMarked
package dev.tributary.enrichment;

import org.jspecify.annotations.NullMarked;
