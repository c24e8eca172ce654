package dev.tributary.inference.score;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * What was scored last of a key.
 *
 * @param key model, table and key
 * @param order the order token of its change
 * @param output the key of the object that has its row, or was to have it
 */
record Entry(String key, String order, String output, Instant scoredAt) {

    static final String KEY = "key";
    static final String ORDER = "order";
    static final String OUTPUT = "output";

    private static final String SCORED_AT = "scoredAt";

    /** Without reflection, which a cold start would pay for. */
    static final TableSchema<Entry> SCHEMA = StaticImmutableTableSchema.builder(Entry.class, Builder.class)
            .newItemBuilder(Builder::new, Builder::build)
            .addAttribute(
                    String.class,
                    key -> key.name(KEY).getter(Entry::key).setter(Builder::key).tags(primaryPartitionKey()))
            .addAttribute(
                    String.class,
                    order -> order.name(ORDER).getter(Entry::order).setter(Builder::order))
            .addAttribute(
                    String.class,
                    output -> output.name(OUTPUT).getter(Entry::output).setter(Builder::output))
            .addAttribute(
                    Instant.class,
                    time -> time.name(SCORED_AT).getter(Entry::scoredAt).setter(Builder::scoredAt))
            .build();

    /** An entry as it is read, attribute by attribute. */
    static final class Builder {

        private @Nullable String key;
        private @Nullable String order;
        private @Nullable String output;
        private @Nullable Instant scoredAt;

        void key(String value) {
            key = value;
        }

        void order(String value) {
            order = value;
        }

        void output(String value) {
            output = value;
        }

        void scoredAt(Instant value) {
            scoredAt = value;
        }

        Entry build() {
            if (key == null || order == null || output == null || scoredAt == null) {
                throw new IllegalStateException("score table: an item that is no entry (expected: " + KEY + ", " + ORDER
                        + ", " + OUTPUT + ", " + SCORED_AT + ")");
            }
            return new Entry(key, order, output, scoredAt);
        }
    }
}
