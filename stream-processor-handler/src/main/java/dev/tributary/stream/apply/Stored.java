package dev.tributary.stream.apply;

import static dev.tributary.stream.apply.Attributes.ENTITY;
import static dev.tributary.stream.apply.Attributes.ITEM;
import static dev.tributary.stream.apply.Attributes.VERSION;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of state.
 *
 * @param content its attributes without the framework's own; empty if it does not exist
 * @param version how often it was written; 0 if it does not exist, or somebody else wrote it
 */
record Stored(Map<String, AttributeValue> content, boolean exists, long version) {

    static final Stored NOTHING = new Stored(Map.of(), false, 0);

    /** As the table holds it. */
    static Stored read(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> content = new HashMap<>(item);
        content.remove(ENTITY);
        content.remove(ITEM);
        AttributeValue version = content.remove(VERSION);
        return new Stored(content, true, version == null || version.n() == null ? 0 : Long.parseLong(version.n()));
    }

    /** What it becomes when it is written once more. */
    Stored next(Map<String, AttributeValue> newContent) {
        return new Stored(newContent, true, version + 1);
    }
}
