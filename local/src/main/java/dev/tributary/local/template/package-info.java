/** Reads what a SAM template says, with its intrinsic functions resolved. */
@NullMarked
package dev.tributary.local.template;

import org.jspecify.annotations.NullMarked;
