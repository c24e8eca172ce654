/** The processors of the event types that ship: user activity, orders and payments. */
@NullMarked
package dev.tributary.stream.types;

import org.jspecify.annotations.NullMarked;
