/** The demo: events of every kind through the pipeline, and an account of every one of them. */
@NullMarked
package dev.tributary.local.demo;

import org.jspecify.annotations.NullMarked;
