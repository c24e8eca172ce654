/** The functions of a template, bound to their event sources and running. */
@NullMarked
package dev.tributary.local.pipeline;

import org.jspecify.annotations.NullMarked;
