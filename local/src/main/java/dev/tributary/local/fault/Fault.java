package dev.tributary.local.fault;

/** What can go wrong with an invocation, or with a call to a service. */
public enum Fault {
    THROTTLED("service throttled the call"),
    SERVICE_FAILED("service failed the call"),
    RESPONSE_LOST("call took effect, its response was lost"),
    KEYS_UNPROCESSED("DynamoDB left keys unprocessed"),
    MESSAGES_REFUSED("SQS refused some messages of a call"),
    NOTIFICATIONS_REFUSED("SNS refused some messages of a call"),
    RECORDS_THROTTLED("Kinesis throttled some records of a call"),
    RECORDS_REFUSED("Firehose refused some records of a call"),
    EVENT_LATE("S3 told of an object behind later ones"),
    EVENT_REPEATED("S3 told of an object again"),
    KILLED_BEFORE_CALL("function killed before a call"),
    KILLED_AFTER_CALL("function killed after a call took effect"),
    ANSWER_LOST("function's answer was lost");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
