/** Changes of DynamoDB tables as an audit trail in the lake, and as notifications. */
@NullMarked
package dev.tributary.audit;

import org.jspecify.annotations.NullMarked;
