package dev.tributary.local.kinesis;

import java.time.Instant;

/**
 * What never changes about a stream.
 *
 * @param incarnation tells a stream from an earlier one of the same name
 * @param mode PROVISIONED or ON_DEMAND
 */
record StreamInfo(String name, long incarnation, String mode, Instant created) {

    static final String ACCOUNT_ID = "000000000000";
    static final String PROVISIONED = "PROVISIONED";
    static final String ON_DEMAND = "ON_DEMAND";

    private static final String ARN_PREFIX = "arn:aws:kinesis:us-east-1:" + ACCOUNT_ID + ":stream/";

    String arn() {
        return ARN_PREFIX + name;
    }

    static String nameIn(String arn) {
        if (!arn.matches("arn:aws[^:]*:kinesis:[^:]*:\\d{12}:stream/\\S+")) {
            throw KinesisException.validation("StreamARN: %s (expected: %sNAME)".formatted(arn, ARN_PREFIX));
        }
        return arn.substring(arn.indexOf('/') + 1);
    }
}
