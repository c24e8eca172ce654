package dev.tributary.local.backend;

import com.google.common.collect.ImmutableList;

/** The services that a pipeline's functions call, and how the AWS SDK is told where each one is. */
public enum Service {
    KINESIS("aws.endpointUrlKinesis"),
    DYNAMODB("aws.endpointUrlDynamoDb", "aws.endpointUrlDynamoDbStreams"),
    SQS("aws.endpointUrlSqs"),
    S3("aws.endpointUrlS3");

    private final ImmutableList<String> endpointProperties;

    Service(String... endpointProperties) {
        this.endpointProperties = ImmutableList.copyOf(endpointProperties);
    }

    /** The system properties from which SDK clients built with defaults take this service's endpoint. */
    ImmutableList<String> endpointProperties() {
        return endpointProperties;
    }
}
