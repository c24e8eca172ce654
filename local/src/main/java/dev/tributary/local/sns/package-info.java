/** An Amazon Simple Notification Service server in memory, for development and tests, on the real wire protocol. */
@NullMarked
package dev.tributary.local.sns;

import org.jspecify.annotations.NullMarked;
