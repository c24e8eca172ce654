/** Runs: changed rows of a table, from {@code trusted/} to {@code trusted-analytics/}, each change scored once. */
@NullMarked
package dev.tributary.inference.score;

import org.jspecify.annotations.NullMarked;
