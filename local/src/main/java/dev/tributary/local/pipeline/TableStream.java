package dev.tributary.local.pipeline;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.source.MappingIdentity;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The stream that a table has now. A template can name it by the table alone, since its label is the time when it was
 * made.
 *
 * @param arn with which the backend knows it; its region may be one of the backend's own, such as {@code ddblocal}
 */
record TableStream(String tableName, String label, String arn) {

    /** @throws IllegalArgumentException if the table has no stream */
    static TableStream of(MappingIdentity declared, DynamoDbClient dynamoDb) {
        String name = declared.sourceName();
        TableDescription table =
                dynamoDb.describeTable(call -> call.tableName(name)).table();
        if (table.latestStreamArn() == null) {
            throw new IllegalArgumentException("Stream: table " + name + " has none (expected: a StreamSpecification)");
        }
        return new TableStream(name, table.latestStreamLabel(), table.latestStreamArn());
    }

    /** Its ARN in the region and account of every other resource, which is what functions see. */
    String arnInEvents() {
        return "arn:aws:dynamodb:%s:%s:table/%s/stream/%s".formatted(Backend.REGION, Backend.ACCOUNT, tableName, label);
    }
}
