/** Changes of a real database through the pipeline, and whether the rows that come out are what the database holds. */
@NullMarked
package dev.tributary.local.demo.change;

import org.jspecify.annotations.NullMarked;
