package dev.tributary.stream.apply;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/**
 * What an event changes.
 *
 * @param recorded what is recorded of it, in its entry and in the archive
 * @param items the new content of the entity's items, by sort key; those that it leaves as they are need not be among them
 * @param entry attributes that the event's own entry holds besides those of every entry
 */
public record Effect(Recorded recorded, Map<String, EnhancedDocument> items, EnhancedDocument entry) {

    private static final EnhancedDocument NOTHING = EnhancedDocument.builder().build();

    /** An effect whose entry holds nothing special. */
    public Effect(Recorded recorded, Map<String, EnhancedDocument> items) {
        this(recorded, items, NOTHING);
    }

    /** Copies the map, and checks that all is there, as processors may be compiled without. */
    public Effect {
        requireNonNull(recorded, "recorded");
        requireNonNull(entry, "entry");
        items = Map.copyOf(items);
    }

    /**
     * What became of an event.
     *
     * @param verdict one stable word, such as {@code applied} or {@code late}
     * @param flags what somebody should look at, such as {@code large_order}
     */
    public record Recorded(String verdict, List<String> flags) {

        /** Copies the list, and checks that both are there. */
        public Recorded {
            requireNonNull(verdict, "verdict");
            flags = List.copyOf(flags);
        }
    }
}
