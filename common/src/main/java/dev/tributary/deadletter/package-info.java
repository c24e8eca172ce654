/** The dead-letter envelope, the queue that holds it, and the claim check for payloads that a message cannot carry. */
@NullMarked
package dev.tributary.deadletter;

import org.jspecify.annotations.NullMarked;
