/** Kinesis events joined with DynamoDB reference data: as JSON Lines in the lake, or as the answer to a pipe. */
@NullMarked
package dev.tributary.enrichment;

import org.jspecify.annotations.NullMarked;
