/** Asynchronous invocation: the queue in which Lambda keeps a function's events, on one machine. */
@NullMarked
package dev.tributary.local.async;

import org.jspecify.annotations.NullMarked;
