/** Functions as Lambda runs them, in this process: loaded by class name, fed and read as JSON, one invocation at a time. */
@NullMarked
package dev.tributary.local.function;

import org.jspecify.annotations.NullMarked;
