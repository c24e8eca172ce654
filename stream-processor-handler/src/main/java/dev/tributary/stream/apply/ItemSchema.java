package dev.tributary.stream.apply;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableMetadata;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as the enhanced client reads and writes them: as they are. Its schemas for documents would convert every attribute
 * on its way.
 */
final class ItemSchema implements TableSchema<Item> {

    private static final TableMetadata METADATA = StaticTableMetadata.builder()
            .addIndexPartitionKey(TableMetadata.primaryIndexName(), Attributes.ENTITY, AttributeValueType.S)
            .addIndexSortKey(TableMetadata.primaryIndexName(), Attributes.ITEM, AttributeValueType.S)
            .build();

    @Override
    public Item mapToItem(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    @Override
    public Map<String, AttributeValue> itemToMap(Item item, boolean ignoreNulls) {
        return item.attributes();
    }

    @Override
    public Map<String, AttributeValue> itemToMap(Item item, Collection<String> attributes) {
        Map<String, AttributeValue> some = new HashMap<>(item.attributes());
        some.keySet().retainAll(attributes);
        return some;
    }

    @Override
    public @Nullable AttributeValue attributeValue(Item item, String attribute) {
        return item.attributes().get(attribute);
    }

    @Override
    public TableMetadata tableMetadata() {
        return METADATA;
    }

    @Override
    public EnhancedType<Item> itemType() {
        return EnhancedType.of(Item.class);
    }

    @Override
    public List<String> attributeNames() {
        return List.of(Attributes.ENTITY, Attributes.ITEM);
    }

    @Override
    public boolean isAbstract() {
        return false;
    }
}
