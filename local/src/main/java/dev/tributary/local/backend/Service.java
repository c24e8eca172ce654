package dev.tributary.local.backend;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** The services that a pipeline's functions call, and how AWS SDKs are told where each one is. */
public enum Service {
    KINESIS("Kinesis", List.of("aws.endpointUrlKinesis"), List.of("AWS_ENDPOINT_URL_KINESIS")),
    DYNAMODB(
            "DynamoDB",
            List.of("aws.endpointUrlDynamoDb", "aws.endpointUrlDynamoDbStreams"),
            List.of("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_DYNAMODB_STREAMS")),
    SQS("SQS", List.of("aws.endpointUrlSqs"), List.of("AWS_ENDPOINT_URL_SQS")),
    S3("S3", List.of("aws.endpointUrlS3"), List.of("AWS_ENDPOINT_URL_S3")),
    SNS("SNS", List.of("aws.endpointUrlSns"), List.of("AWS_ENDPOINT_URL_SNS"));

    private final String title;
    private final ImmutableList<String> endpointProperties;
    private final ImmutableList<String> endpointVariables;

    Service(String title, List<String> endpointProperties, List<String> endpointVariables) {
        this.title = title;
        this.endpointProperties = ImmutableList.copyOf(endpointProperties);
        this.endpointVariables = ImmutableList.copyOf(endpointVariables);
    }

    /** The service's name as people write it. */
    public String title() {
        return title;
    }

    /** The system properties from which SDK clients built with defaults take this service's endpoint. */
    ImmutableList<String> endpointProperties() {
        return endpointProperties;
    }

    /** The environment variables from which SDKs of any language, and the {@code aws} command, take its endpoint. */
    public ImmutableList<String> endpointVariables() {
        return endpointVariables;
    }
}
