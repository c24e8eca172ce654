/** The SQL of the catalogue, run on the lake that the demo writes. */
@NullMarked
package dev.tributary.catalog;

import org.jspecify.annotations.NullMarked;
