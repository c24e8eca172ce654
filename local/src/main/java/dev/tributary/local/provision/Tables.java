package dev.tributary.local.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** {@code AWS::DynamoDB::Table}, with its global indexes, its stream and its time to live. */
record Tables(DynamoDbClient dynamoDb) implements Kind {

    @Override
    public Set<String> properties() {
        return Set.of(
                "TableName",
                "KeySchema",
                "AttributeDefinitions",
                "BillingMode",
                "ProvisionedThroughput",
                "StreamSpecification",
                "TimeToLiveSpecification",
                "GlobalSecondaryIndexes");
    }

    @Override
    public boolean create(Resource resource) {
        try {
            dynamoDb.createTable(request(resource.physicalName(), resource.properties()));
        } catch (ResourceInUseException e) {
            return false;
        }
        setTimeToLive(resource.physicalName(), resource.properties().path("TimeToLiveSpecification"));
        return true;
    }

    private void setTimeToLive(String table, JsonNode specification) {
        if (!specification.path("Enabled").asBoolean()) {
            return;
        }
        try (DynamoDbWaiter waiter = dynamoDb.waiter()) {
            waiter.waitUntilTableExists(call -> call.tableName(table));
        }
        dynamoDb.updateTimeToLive(call -> call.tableName(table).timeToLiveSpecification(one -> one.enabled(true)
                .attributeName(specification.path("AttributeName").asText())));
    }

    @Override
    public boolean isReady(Resource resource) {
        return dynamoDb.describeTable(one -> one.tableName(resource.physicalName()))
                        .table()
                        .tableStatus()
                == TableStatus.ACTIVE;
    }

    private static CreateTableRequest request(String name, JsonNode table) {
        BillingMode billing = BillingMode.fromValue(table.path("BillingMode").asText("PROVISIONED"));
        List<GlobalSecondaryIndex> indexes = list(table.path("GlobalSecondaryIndexes"), index -> index(index, billing));
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .keySchema(keySchema(table))
                .attributeDefinitions(list(table.path("AttributeDefinitions"), Tables::attribute))
                .billingMode(billing)
                .provisionedThroughput(throughput(table, billing));
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes);
        }
        JsonNode stream = table.path("StreamSpecification");
        if (stream.isObject()) {
            request.streamSpecification(one -> one.streamEnabled(true)
                    .streamViewType(stream.path("StreamViewType").asText()));
        }
        return request.build();
    }

    private static AttributeDefinition attribute(JsonNode attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute.path("AttributeName").asText())
                .attributeType(attribute.path("AttributeType").asText())
                .build();
    }

    private static List<KeySchemaElement> keySchema(JsonNode owner) {
        return list(owner.path("KeySchema"), key -> KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asText())
                .keyType(key.path("KeyType").asText())
                .build());
    }

    private static GlobalSecondaryIndex index(JsonNode index, BillingMode billing) {
        JsonNode projection = index.path("Projection");
        List<String> attributes = list(projection.path("NonKeyAttributes"), JsonNode::asText);
        return GlobalSecondaryIndex.builder()
                .indexName(index.path("IndexName").asText())
                .keySchema(keySchema(index))
                .projection(Projection.builder()
                        .projectionType(projection.path("ProjectionType").asText())
                        .nonKeyAttributes(attributes.isEmpty() ? null : attributes)
                        .build())
                .provisionedThroughput(throughput(index, billing))
                .build();
    }

    private static @Nullable ProvisionedThroughput throughput(JsonNode owner, BillingMode billing) {
        JsonNode units = owner.path("ProvisionedThroughput");
        return billing == BillingMode.PAY_PER_REQUEST
                ? null
                : ProvisionedThroughput.builder()
                        .readCapacityUnits(units.path("ReadCapacityUnits").asLong())
                        .writeCapacityUnits(units.path("WriteCapacityUnits").asLong())
                        .build();
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        return StreamSupport.stream(array.spliterator(), false).map(element).toList();
    }
}
