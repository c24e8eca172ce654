package dev.tributary.enrichment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS as the benchmark needs it: answers at once, and counts the bytes that it is given. */
final class Services {

    private final AtomicLong bytes = new AtomicLong();

    long bytesTaken() {
        return bytes.get();
    }

    DynamoDbClient dynamoDb() {
        return new DynamoDbClient() {
            @Override
            public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
                Map.Entry<String, List<Map<String, AttributeValue>>> table = request.requestItems().entrySet().stream()
                        .map(entry -> Map.entry(
                                entry.getKey(),
                                entry.getValue().keys().stream()
                                        .map(Services::profile)
                                        .toList()))
                        .findFirst()
                        .orElseThrow();
                return BatchGetItemResponse.builder()
                        .responses(Map.of(table.getKey(), table.getValue()))
                        .unprocessedKeys(Map.of())
                        .build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }

    S3Client s3() {
        return new S3Client() {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                bytes.addAndGet(body.optionalContentLength().orElseThrow());
                return PutObjectResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }

    /** No record of the benchmark is set aside: every call would be a failure, which the default methods throw. */
    SqsClient sqs() {
        return new SqsClient() {
            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {}
        };
    }

    private static Map<String, AttributeValue> profile(Map<String, AttributeValue> key) {
        String user = Objects.requireNonNull(key.get("user_id")).s();
        return Map.of(
                "user_id", AttributeValue.fromS(user),
                "name", AttributeValue.fromS("Name of " + user.toUpperCase(Locale.ROOT)),
                "email", AttributeValue.fromS(user + "@example.com"),
                "segment", AttributeValue.fromS("premium"),
                "location", AttributeValue.fromS("New York"));
    }
}
