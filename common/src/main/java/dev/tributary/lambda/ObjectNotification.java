package dev.tributary.lambda;

import dev.tributary.record.ObjectVersion;
import java.time.Instant;

/**
 * A new object that S3 tells of, at least once and in no order.
 *
 * @param object the object, in the version that was new
 * @param time when S3 took it in
 */
public record ObjectNotification(ObjectVersion object, Instant time) {}
