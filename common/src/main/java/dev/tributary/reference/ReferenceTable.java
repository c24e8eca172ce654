package dev.tributary.reference;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * A table as BatchGetItem sees it: what all sources that read it ask for together, so that an item that two of them want
 * is fetched once.
 *
 * @param attributes the attributes to fetch, the key's among them; all if empty
 */
record ReferenceTable(String name, List<KeyAttribute> key, List<String> attributes, Duration timeToLive) {

    /** The tables of these sources, by name. */
    static Map<String, ReferenceTable> of(List<ReferenceSource> sources) {
        Map<String, List<ReferenceSource>> byTable = new LinkedHashMap<>();
        for (ReferenceSource source : sources) {
            byTable.computeIfAbsent(source.table(), table -> new ArrayList<>()).add(source);
        }
        Map<String, ReferenceTable> tables = new LinkedHashMap<>();
        byTable.forEach((name, readers) -> tables.put(name, together(name, readers)));
        return tables;
    }

    private static ReferenceTable together(String name, List<ReferenceSource> readers) {
        List<KeyAttribute> key = readers.get(0).key();
        Set<String> attributes = new LinkedHashSet<>();
        Duration timeToLive = readers.get(0).timeToLive();
        boolean all = false;
        for (ReferenceSource reader : readers) {
            all |= reader.attributes().isEmpty();
            attributes.addAll(reader.attributes());
            timeToLive = timeToLive.compareTo(reader.timeToLive()) < 0 ? timeToLive : reader.timeToLive();
        }
        key.forEach(attribute -> attributes.add(attribute.name()));
        return new ReferenceTable(name, key, all ? List.of() : List.copyOf(attributes), timeToLive);
    }

    /** This table's part of a BatchGetItem call. Names go by placeholders, since many plain words are reserved. */
    KeysAndAttributes request(Collection<ReferenceKey> keys) {
        KeysAndAttributes.Builder request = KeysAndAttributes.builder()
                .keys(keys.stream().map(this::primaryKey).toList());
        if (!attributes.isEmpty()) {
            Map<String, String> names = new HashMap<>();
            List<String> placeholders = new ArrayList<>();
            for (String attribute : attributes) {
                String placeholder = "#a" + names.size();
                names.put(placeholder, attribute);
                placeholders.add(placeholder);
            }
            request.projectionExpression(String.join(",", placeholders)).expressionAttributeNames(names);
        }
        return request.build();
    }

    /** A key that the table could have. */
    ReferenceKey anyKey() {
        return new ReferenceKey(
                name,
                key.stream()
                        .map(attribute -> attribute.type() == KeyType.N ? "0" : "none")
                        .toList());
    }

    /** The key of an item of this table, or of a key that DynamoDB hands back. */
    ReferenceKey keyOf(Map<String, AttributeValue> item) {
        List<String> values = new ArrayList<>(key.size());
        for (KeyAttribute attribute : key) {
            AttributeValue value = item.get(attribute.name());
            if (value == null) {
                throw new IllegalStateException(
                        "an item of " + name + " without its key attribute " + attribute.name());
            }
            values.add(attribute.type() == KeyType.N ? KeyReader.canonical(new BigDecimal(value.n())) : value.s());
        }
        return new ReferenceKey(name, values);
    }

    private Map<String, AttributeValue> primaryKey(ReferenceKey key) {
        Map<String, AttributeValue> values = new HashMap<>();
        for (int i = 0; i < this.key.size(); i++) {
            KeyAttribute attribute = this.key.get(i);
            String value = key.values().get(i);
            values.put(
                    attribute.name(),
                    attribute.type() == KeyType.N ? AttributeValue.fromN(value) : AttributeValue.fromS(value));
        }
        return values;
    }
}
