package dev.tributary.stream.apply;

import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes that the framework itself keeps in items, and what items take of memory. */
final class Attributes {

    static final String ENTITY = "entity";
    static final String ITEM = "item";
    /** Of a state: how often it was written. */
    static final String VERSION = "version";
    /** Of an entry: the rest. */
    static final String RECORD_ID = "recordId";

    static final String CONTENT_SHA256 = "contentSha256";
    static final String VERDICT = "verdict";
    static final String FLAGS = "flags";
    /** The table's attribute for time to live, in seconds since 1970. */
    static final String EXPIRES_AT = "expiresAt";

    private static final int OVERHEAD = 150;

    private Attributes() {}

    /** An estimate of the memory that attributes take, in bytes: near enough to bound it by. */
    static long memory(Map<String, AttributeValue> attributes) {
        long bytes = OVERHEAD;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            bytes += OVERHEAD + memory(attribute.getValue());
        }
        return bytes;
    }

    private static long memory(AttributeValue value) {
        return switch (value.type()) {
            case S -> 2L * value.s().length();
            case N -> 2L * value.n().length();
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> memory(value.m());
            case L ->
                value.l().stream()
                        .mapToLong(element -> OVERHEAD + memory(element))
                        .sum();
            case SS -> memoryOfTexts(value.ss());
            case NS -> memoryOfTexts(value.ns());
            case BS ->
                value.bs().stream()
                        .mapToLong(bytes -> OVERHEAD + bytes.asByteArrayUnsafe().length)
                        .sum();
            default -> 0;
        };
    }

    private static long memoryOfTexts(Collection<String> texts) {
        return texts.stream().mapToLong(text -> OVERHEAD + 2L * text.length()).sum();
    }
}
