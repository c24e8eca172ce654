/** Holds {@code template.yaml} against the code: what one of them promises, the other keeps. */
@NullMarked
package dev.tributary.contract;

import org.jspecify.annotations.NullMarked;
