package dev.tributary.stream.types;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of one item, while an event reads and changes them. One that is null is not there. */
final class Attributes {

    private final Map<String, AttributeValue> values;

    /** None yet. */
    Attributes() {
        this.values = new HashMap<>();
    }

    /** Those of the item, or none if there is no item yet. */
    Attributes(Optional<EnhancedDocument> item) {
        this.values = new HashMap<>(item.map(EnhancedDocument::toMap).orElse(Map.of()));
    }

    @Nullable
    String text(String name) {
        AttributeValue value = values.get(name);
        return value == null ? null : value.s();
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        return text == null ? null : Instant.parse(text);
    }

    /** The number, or 0. */
    BigDecimal number(String name) {
        AttributeValue value = values.get(name);
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.n());
    }

    Attributes set(String name, @Nullable String value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, AttributeValue.fromS(value));
        }
        return this;
    }

    Attributes set(String name, @Nullable Instant value) {
        return set(name, value == null ? null : value.toString());
    }

    Attributes add(String name, BigDecimal amount) {
        return set(name, number(name).add(amount));
    }

    /** Counts one more. */
    Attributes count(String name) {
        return add(name, BigDecimal.ONE);
    }

    Attributes set(String name, BigDecimal value) {
        // Zeros at the end would count among the 38 digits that DynamoDB takes.
        values.put(name, AttributeValue.fromN(value.stripTrailingZeros().toPlainString()));
        return this;
    }

    EnhancedDocument toDocument() {
        return EnhancedDocument.fromAttributeValueMap(values);
    }
}
