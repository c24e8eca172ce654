/** The pipeline of template.yaml on one machine: the {@code ./tributary} command. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
