package dev.tributary.local.provision;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * {@code Custom::SampleData}: puts those of {@code Items} into the table {@code TableName} that are not there yet, by the
 * table's {@code Key}. An item is in DynamoDB's JSON, such as <code>{"price": {"N": "49.99"}}</code>, with text and numbers.
 */
record SampleData(DynamoDbClient dynamoDb) implements Kind {

    @Override
    public Set<String> properties() {
        return Set.of("ServiceToken", "ServiceTimeout", "TableName", "Key", "Items");
    }

    @Override
    public boolean create(Resource resource) {
        String table = resource.properties().path("TableName").asText();
        String key = resource.properties().path("Key").asText();
        boolean created = false;
        for (JsonNode item : resource.properties().path("Items")) {
            created |= add(table, key, attributes(item));
        }
        return created;
    }

    private boolean add(String table, String key, Map<String, AttributeValue> item) {
        try {
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", key)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false; // the item is the user's by now
        }
    }

    private static Map<String, AttributeValue> attributes(JsonNode item) {
        return item.properties().stream()
                .collect(toMap(Map.Entry::getKey, field -> attribute(field.getKey(), field.getValue())));
    }

    private static AttributeValue attribute(String name, JsonNode typed) {
        if (typed.size() == 1 && typed.path("S").isTextual()) {
            return AttributeValue.fromS(typed.path("S").asText());
        }
        if (typed.size() == 1 && typed.path("N").isTextual()) {
            return AttributeValue.fromN(typed.path("N").asText());
        }
        throw new IllegalArgumentException(
                name + ": " + typed + " (expected: {\"S\": text}, or {\"N\": a number as text})");
    }
}
