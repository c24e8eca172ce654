/** The sample events: what each function makes of them, by {@code ./tributary invoke}, and as {@code sam build} packs it. */
@NullMarked
package dev.tributary.samples;

import org.jspecify.annotations.NullMarked;
