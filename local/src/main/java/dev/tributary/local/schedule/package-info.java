/** Schedules of EventBridge: rules and EventBridge Scheduler, each of which invokes a function asynchronously. */
@NullMarked
package dev.tributary.local.schedule;

import org.jspecify.annotations.NullMarked;
