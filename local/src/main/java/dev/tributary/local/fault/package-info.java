/** What goes wrong on purpose: throttles, failures, killed invocations and lost answers, decided by a seed. */
@NullMarked
package dev.tributary.local.fault;

import org.jspecify.annotations.NullMarked;
