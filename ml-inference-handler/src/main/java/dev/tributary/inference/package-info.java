/** Scores of the rows of change data by a model: the handler and its settings. */
@NullMarked
package dev.tributary.inference;

import org.jspecify.annotations.NullMarked;
