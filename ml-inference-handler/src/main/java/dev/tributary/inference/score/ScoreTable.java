package dev.tributary.inference.score;

import dev.tributary.aws.BoundedDynamoDb;
import dev.tributary.aws.Deadline;
import java.util.ArrayList;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of scores, in calls that a deadline bounds. */
record ScoreTable(DynamoDbClient dynamoDb, String name) {

    /** Without extensions: conditions are our own. */
    DynamoDbEnhancedClient client(Deadline deadline) {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(new BoundedDynamoDb(dynamoDb, deadline))
                .extensions(new ArrayList<>())
                .build();
    }

    <T> DynamoDbTable<T> items(TableSchema<T> schema, Deadline deadline) {
        return client(deadline).table(name, schema);
    }

    /** A condition; what it names with a {@code #} are the attributes of the same name. */
    static Expression condition(String expression, Map<String, AttributeValue> values, String... attributes) {
        Expression.Builder condition = Expression.builder().expression(expression);
        for (String attribute : attributes) {
            condition.putExpressionName("#" + attribute, attribute);
        }
        // One by one, since DynamoDB refuses a map of none.
        values.forEach(condition::putExpressionValue);
        return condition.build();
    }
}
