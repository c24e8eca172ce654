/** EventBridge Pipes: from a Kinesis stream through an enrichment function to a delivery stream, on one machine. */
@NullMarked
package dev.tributary.local.pipe;

import org.jspecify.annotations.NullMarked;
