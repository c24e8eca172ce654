/** Notifications of what became of a record, and the SNS topic that spreads them. */
@NullMarked
package dev.tributary.notification;

import org.jspecify.annotations.NullMarked;
