/** The services that the pipeline runs on: embedded in this process, or behind an endpoint. */
@NullMarked
package dev.tributary.local.backend;

import org.jspecify.annotations.NullMarked;
