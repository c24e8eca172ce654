/** Kinesis events joined with DynamoDB reference data, as JSON Lines in the lake. */
@NullMarked
package dev.tributary.enrichment;

import org.jspecify.annotations.NullMarked;
