/** Reference data: sources, batched look-ups in DynamoDB, the cache, and the join into an event. */
@NullMarked
package dev.tributary.reference;

import org.jspecify.annotations.NullMarked;
