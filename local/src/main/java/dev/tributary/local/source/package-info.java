/** Event source mappings: how Lambda hands the records of Kinesis streams and DynamoDB tables to a function, on one machine. */
@NullMarked
package dev.tributary.local.source;

import org.jspecify.annotations.NullMarked;
