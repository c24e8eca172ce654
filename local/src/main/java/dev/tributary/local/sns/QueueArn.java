package dev.tributary.local.sns;

/** Queues as SNS names them. */
final class QueueArn {

    private QueueArn() {}

    /** The name of the queue with this ARN. */
    static String nameIn(String parameter, String arn) {
        if (!arn.matches("arn:aws[^:]*:sqs:[^:]+:\\d{12}:[A-Za-z0-9_-]{1,80}")) {
            throw SnsException.invalidParameter(
                    "%s: %s (expected: arn:aws:sqs:REGION:ACCOUNT:QUEUE, of a standard queue)"
                            .formatted(parameter, arn));
        }
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
