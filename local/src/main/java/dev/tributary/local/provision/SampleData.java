package dev.tributary.local.provision;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code Custom::SampleData}: puts the plain JSON objects of {@code Items} into the table {@code TableName}. */
record SampleData(DynamoDbClient dynamoDb) implements Kind {

    @Override
    public Set<String> properties() {
        return Set.of("ServiceToken", "TableName", "Items");
    }

    @Override
    public boolean create(Resource resource) {
        String table = resource.properties().path("TableName").asText();
        resource.properties()
                .path("Items")
                .forEach(item -> dynamoDb.putItem(put -> put.tableName(table).item(attributes(item))));
        return true;
    }

    private static Map<String, AttributeValue> attributes(JsonNode object) {
        return object.properties().stream().collect(toMap(Map.Entry::getKey, field -> attribute(field.getValue())));
    }

    private static AttributeValue attribute(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> AttributeValue.fromN(value.decimalValue().toPlainString());
            case BOOLEAN -> AttributeValue.fromBool(value.booleanValue());
            case NULL -> AttributeValue.fromNul(true);
            case OBJECT -> AttributeValue.fromM(attributes(value));
            case ARRAY -> AttributeValue.fromL(elements(value));
            default -> AttributeValue.fromS(value.asText());
        };
    }

    private static List<AttributeValue> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(SampleData::attribute)
                .toList();
    }
}
