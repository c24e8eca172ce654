package dev.tributary.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The model that a request validator holds bodies against: a schema of {@code type}, {@code required},
 * {@code minProperties} and {@code properties} (and {@code items}, of any kind), which is what our models need. The messages are those of the validator whose
 * words API Gateway passes on (JSON schema validator by Francis Galiegue), since clients get to read them.
 */
final class BodyModel {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> KEYWORDS = Set.of("type", "required", "minProperties", "properties", "items");

    private final JsonNode schema;

    /** @throws IllegalArgumentException if the schema has a keyword that is not simulated */
    BodyModel(String name, JsonNode schema) {
        checkKeywords(name, schema);
        this.schema = schema;
    }

    private static void checkKeywords(String name, JsonNode schema) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                throw new IllegalArgumentException(
                        "model %s: %s (expected: one of %s)".formatted(name, keyword, KEYWORDS));
            }
        });
        if (!schema.path("items").isEmpty()) {
            throw new IllegalArgumentException(
                    "model %s: items: %s (expected: {})".formatted(name, schema.path("items")));
        }
        schema.path("properties").properties().forEach(property -> checkKeywords(name, property.getValue()));
    }

    /** @throws GatewayException saying what is wrong with the body; an empty one counts as {@code {}} */
    void check(String body) {
        List<String> problems = new ArrayList<>();
        try {
            check(schema, MAPPER.readTree(body.isEmpty() ? "{}" : body), problems);
        } catch (JsonProcessingException e) {
            problems.add(
                    e.getLocation() == null
                            ? "nested too deep, or a number too long"
                            : "not JSON at line %d, column %d"
                                    .formatted(
                                            e.getLocation().getLineNr(),
                                            e.getLocation().getColumnNr()));
        }
        if (!problems.isEmpty()) {
            throw new GatewayException(GatewayError.BAD_REQUEST_BODY, problems.toString());
        }
    }

    private static void check(JsonNode schema, JsonNode value, List<String> problems) {
        String type = schema.path("type").asText();
        if (schema.has("type") && !type.equals(typeOf(value))) {
            problems.add("instance type (%s) does not match any allowed primitive type (allowed: [\"%s\"])"
                    .formatted(typeOf(value), type));
            return;
        }
        List<String> missing = new ArrayList<>();
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                missing.add('"' + name.asText() + '"');
            }
        });
        if (!missing.isEmpty()) {
            problems.add("object has missing required properties (["
                    + missing.stream().sorted().collect(Collectors.joining(",")) + "])");
        }
        int least = schema.path("minProperties").asInt();
        if (value.isObject() && value.size() < least) {
            problems.add("object has too few properties (found %d but schema requires at least %d)"
                    .formatted(value.size(), least));
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                check(property.getValue(), value.get(property.getKey()), problems);
            }
        });
    }

    private static String typeOf(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() ? "integer" : "number";
        }
        return value.getNodeType() == JsonNodeType.MISSING
                ? "null"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
