/** Delivery streams: how Firehose buffers records and writes them to S3, on one machine. */
@NullMarked
package dev.tributary.local.firehose;

import org.jspecify.annotations.NullMarked;
