/** An Amazon Kinesis Data Streams server in memory, for development and tests, on the real wire protocol. */
@NullMarked
package dev.tributary.local.kinesis;

import org.jspecify.annotations.NullMarked;
