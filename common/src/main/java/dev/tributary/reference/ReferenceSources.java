package dev.tributary.reference;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the setting that lists the reference sources:
 *
 * <pre>{@code
 * [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"},
 *   "attributes": ["name", "segment"], "into": "user", "required": false, "ttlSeconds": 300}]
 * }</pre>
 *
 * A key attribute is a string in its table; one that is a number says so: {@code {"sku": {"pointer": "/sku", "type": "N"}}}.
 */
public final class ReferenceSources {

    private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final long LONGEST_TIME_TO_LIVE = Duration.ofDays(1).toSeconds();
    private static final Set<String> PROPERTIES =
            Set.of("name", "table", "key", "attributes", "into", "required", "ttlSeconds");
    private static final Set<String> KEY_PROPERTIES = Set.of("pointer", "type");

    private final List<String> problems;

    private ReferenceSources(List<String> problems) {
        this.problems = problems;
    }

    /** Reads the list; what is wrong with it goes to {@code problems}, each with the place, the value and the expectation. */
    public static List<ReferenceSource> parse(JsonNode node, List<String> problems) {
        return new ReferenceSources(problems).sources(node);
    }

    private List<ReferenceSource> sources(JsonNode node) {
        if (!node.isArray()) {
            problem("", node, "an array of sources");
            return List.of();
        }
        List<ReferenceSource> sources = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            sources.add(source("[" + i + "]", node.get(i)));
        }
        checkTogether(sources);
        return sources;
    }

    private ReferenceSource source(String at, JsonNode node) {
        if (!node.isObject()) {
            problem(at, node, "an object");
        }
        checkNames(at, node, PROPERTIES);
        return new ReferenceSource(
                text(at + ".name", node.path("name"), false),
                text(at + ".table", node.path("table"), false),
                key(at + ".key", node.path("key")),
                attributes(at + ".attributes", node.path("attributes")),
                text(at + ".into", node.path("into"), true),
                flag(at + ".required", node.path("required")),
                timeToLive(at + ".ttlSeconds", node.path("ttlSeconds")));
    }

    private void checkNames(String at, JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(property -> {
            if (!known.contains(property)) {
                problems.add(at + "." + property + ": unknown (expected: one of "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
    }

    private String text(String at, JsonNode node, boolean mayBeEmpty) {
        if (!node.isTextual() || (!mayBeEmpty && node.textValue().isBlank())) {
            problem(at, node, mayBeEmpty ? "a string" : "a string that is not empty");
            return "";
        }
        return node.textValue();
    }

    private List<KeyAttribute> key(String at, JsonNode node) {
        if (!node.isObject() || node.isEmpty() || node.size() > 2) {
            problem(at, node, "an object of one or two key attributes, the partition key first");
            return List.of();
        }
        List<KeyAttribute> key = new ArrayList<>();
        node.properties()
                .forEach(entry -> key.add(keyAttribute(at + "." + entry.getKey(), entry.getKey(), entry.getValue())));
        return key;
    }

    private KeyAttribute keyAttribute(String at, String name, JsonNode node) {
        checkNames(at, node, KEY_PROPERTIES);
        JsonNode pointer = node.isObject() ? node.path("pointer") : node;
        JsonNode type = node.path("type");
        if (!type.isMissingNode() && !"S".equals(type.textValue()) && !"N".equals(type.textValue())) {
            problem(at + ".type", type, "\"S\" or \"N\"");
        }
        return new KeyAttribute(
                name, "N".equals(type.textValue()) ? KeyType.N : KeyType.S, pointer(at, pointer, problems));
    }

    /** Reads a JSON pointer of the settings. */
    public static JsonPointer pointer(String at, JsonNode node, List<String> problems) {
        if (!node.isTextual() || !node.textValue().startsWith("/")) {
            problems.add(at + ": " + shown(node) + " (expected: a JSON pointer such as /user_id)");
            return JsonPointer.empty();
        }
        return JsonPointer.compile(node.textValue());
    }

    private List<String> attributes(String at, JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        List<String> attributes = new ArrayList<>();
        node.forEach(attribute -> attributes.add(text(at, attribute, false)));
        if (!node.isArray() || attributes.isEmpty()) {
            problem(at, node, "an array of attribute names, or none for all");
        }
        return attributes;
    }

    private boolean flag(String at, JsonNode node) {
        if (!node.isMissingNode() && !node.isBoolean()) {
            problem(at, node, "true or false");
        }
        return node.asBoolean(false);
    }

    private Duration timeToLive(String at, JsonNode node) {
        if (node.isMissingNode()) {
            return DEFAULT_TIME_TO_LIVE;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 0
                || node.longValue() > LONGEST_TIME_TO_LIVE) {
            problem(at, node, "0-" + LONGEST_TIME_TO_LIVE);
            return DEFAULT_TIME_TO_LIVE;
        }
        return Duration.ofSeconds(node.longValue());
    }

    private void checkTogether(List<ReferenceSource> sources) {
        Set<String> names = new HashSet<>();
        Set<String> fields = new HashSet<>();
        Map<String, ReferenceSource> byTable = new HashMap<>();
        for (ReferenceSource source : sources) {
            if (!names.add(source.name())) {
                problems.add(": two sources named " + source.name() + " (expected: names of their own)");
            }
            if (!source.into().isEmpty() && !fields.add(source.into())) {
                problems.add(": two sources into " + source.into() + " (expected: fields of their own)");
            }
            ReferenceSource other = byTable.putIfAbsent(source.table(), source);
            if (other != null && !other.hasSameKeyAs(source)) {
                problems.add(": sources " + other.name() + " and " + source.name() + " read table " + source.table()
                        + " by different keys (expected: the table's key attributes, in the same order)");
            }
        }
    }

    private void problem(String at, JsonNode node, String expected) {
        problems.add(at + ": " + shown(node) + " (expected: " + expected + ")");
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : Json.writeAscii(node);
    }
}
