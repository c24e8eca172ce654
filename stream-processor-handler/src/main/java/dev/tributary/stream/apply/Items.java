package dev.tributary.stream.apply;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/**
 * Items of an entity as they are now.
 *
 * @param bySortKey those that exist
 */
public record Items(Map<String, EnhancedDocument> bySortKey) {

    /** Copies the map. */
    public Items {
        bySortKey = Map.copyOf(bySortKey);
    }

    /** The item, or empty if no event made it yet. */
    public Optional<EnhancedDocument> find(String sortKey) {
        return Optional.ofNullable(bySortKey.get(sortKey));
    }
}
