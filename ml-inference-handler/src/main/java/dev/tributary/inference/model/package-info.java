/** Models: what they take of a row, whether a file is what its manifest says, and what they say of rows. */
@NullMarked
package dev.tributary.inference.model;

import org.jspecify.annotations.NullMarked;
