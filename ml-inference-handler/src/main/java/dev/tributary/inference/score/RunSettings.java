package dev.tributary.inference.score;

import dev.tributary.lake.ObjectPieces;

/**
 * What a run is told.
 *
 * @param bucket the bucket of change data, which the rows are read from and the scores written to
 * @param trustedZone the folder of the rows
 * @param table the table that is scored
 * @param queueUrl the queue that S3 announces new objects of the zone in
 * @param scoreTable the table that remembers what was scored, and who is at work
 * @param maxRows keys whose rows are in memory at a time
 * @param bounds what is read of an object
 * @param leased whether a run takes a lease first: the function's concurrency may see to it that there is one run at a time
 */
public record RunSettings(
        String bucket,
        String trustedZone,
        ScoredTable table,
        String queueUrl,
        String scoreTable,
        int maxRows,
        ObjectPieces.Bounds bounds,
        boolean leased) {}
