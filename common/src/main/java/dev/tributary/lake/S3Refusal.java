package dev.tributary.lake;

import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What S3 means by the status with which it refuses a request on an object, after the error responses of the Amazon S3 API
 * reference and what it says there of conditional requests.
 */
public final class S3Refusal {

    private S3Refusal() {}

    /** Whether there is no such object, version of it, or bucket. */
    public static boolean isMissing(S3Exception e) {
        return e.statusCode() == 404;
    }

    /** Whether another version than the request's condition asks for stands there. */
    public static boolean isOtherVersion(S3Exception e) {
        return e.statusCode() == 412;
    }

    /** Whether another request on the same object was under way, so that the same request may do when it is made again. */
    static boolean isUnderWay(S3Exception e) {
        return e.statusCode() == 409;
    }

    /**
     * Whether the answer is what a request gets that asks for what there is not, as those are that prime a function. Without the
     * permission to list, S3 does not tell what is missing from what is denied.
     */
    static boolean isNothingThere(S3Exception e) {
        return isMissing(e) || isOtherVersion(e) || e.statusCode() == 403;
    }
}
