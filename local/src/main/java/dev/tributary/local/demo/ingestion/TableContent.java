package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.ingestion.Expectations.ItemKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is in the table of an event flow. */
final class TableContent {

    private TableContent() {}

    /** All items, each with its attributes as text. */
    static Map<ItemKey, Map<String, String>> read(DynamoDbClient dynamoDb, String table) {
        Map<ItemKey, Map<String, String>> items = new HashMap<>();
        dynamoDb.scanPaginator(call -> call.tableName(table)).items().forEach(item -> {
            Map<String, String> attributes = new HashMap<>();
            item.forEach((name, value) -> attributes.put(name, text(value)));
            ItemKey key = new ItemKey(attributes.getOrDefault("entity", ""), attributes.getOrDefault("item", ""));
            items.put(key, attributes);
        });
        return items;
    }

    private static String text(AttributeValue value) {
        if (value.s() != null) {
            return value.s();
        }
        if (value.n() != null) {
            return Decimal.text(new BigDecimal(value.n()));
        }
        return value.hasL()
                ? value.l().stream().map(TableContent::text).toList().toString()
                : value.toString();
    }
}
