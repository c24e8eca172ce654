/** Trains the example model, evaluates it, and writes its files. */
@NullMarked
package dev.tributary.training;

import org.jspecify.annotations.NullMarked;
