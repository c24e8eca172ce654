/** Typed settings, read once from the environment; everything missing or malformed is reported in one message. */
@NullMarked
package dev.tributary.config;

import org.jspecify.annotations.NullMarked;
