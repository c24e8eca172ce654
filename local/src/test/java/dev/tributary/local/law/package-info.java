/** The batch law, proved on the real code over random worlds. */
@NullMarked
package dev.tributary.local.law;

import org.jspecify.annotations.NullMarked;
