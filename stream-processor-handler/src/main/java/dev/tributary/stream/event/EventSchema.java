package dev.tributary.stream.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.tributary.aws.Deadline;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON Schema of an event type, draft 2020-12: formats are asserted, and nothing outside the schema's own document is
 * ever loaded. Patterns are the JDK's, so that a schema should hold none that backtracks without bound.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public final class EventSchema {

    private static final String DRAFT = SpecificationVersion.DRAFT_2020_12.getDialectId();

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .losslessNarrowing(true)
            .pathType(PathType.JSON_POINTER)
            .preloadSchema(true)
            .build();

    private final Schema schema;
    private final Violations violations;

    private EventSchema(Schema schema, Violations violations) {
        this.schema = schema;
        this.violations = violations;
    }

    /** Where the schema of a type is on the class path. */
    public static String pathOf(String type) {
        return "event-types/" + type + ".json";
    }

    /**
     * The schema of a type.
     *
     * @throws IllegalArgumentException if there is none on the class path, or it is no schema
     */
    public static EventSchema ofType(String type) {
        String path = pathOf(type);
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("no " + path + " on the class path (expected: its JSON Schema)");
            }
            return parse(path, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A schema.
     *
     * @param name what a message calls it
     * @throws IllegalArgumentException if the text is no schema of this draft, or refers to anything outside of it
     */
    static EventSchema parse(String name, String text) {
        try {
            JsonNode json = Json.readTree(text);
            checkAgainstItsOwnSchema(name, json);
            Schema schema = registry().getSchema(SchemaLocation.of("urn:tributary:" + name), json);
            schema.initializeValidators();
            return new EventSchema(schema, new Violations(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + ": not JSON (expected: a JSON Schema)", e);
        } catch (SchemaException e) {
            throw new IllegalArgumentException(
                    name + ": " + e.getMessage() + " (expected: a JSON Schema, draft 2020-12, that is whole)", e);
        }
    }

    /**
     * Checks an event.
     *
     * @throws RejectedRecordException if the schema does not accept it; with the first of what is wrong, and no text of the
     *     client's
     */
    public void check(ObjectNode event) throws RejectedRecordException {
        List<Error> errors = schema.validate(event);
        if (!errors.isEmpty()) {
            throw new RejectedRecordException("validate", "SCHEMA_VIOLATION", violations.describe(errors));
        }
    }

    /** Checks an event that is none, so that the first one behind a snapshot finds its classes loaded. */
    public void prime(Deadline deadline) {
        try {
            check(Json.object());
        } catch (RejectedRecordException e) {
            // As expected of most types.
        }
    }

    private static void checkAgainstItsOwnSchema(String name, JsonNode json) {
        String draft = json.path("$schema").asText(DRAFT);
        if (!draft.equals(DRAFT)) {
            throw new IllegalArgumentException(name + ": $schema " + draft + " (expected: " + DRAFT + ")");
        }
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DRAFT));
        List<Error> errors = meta.validate(json.toString(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": " + errors.get(0) + " (expected: a JSON Schema, draft 2020-12)");
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG)
                        .schemaLoader(
                                loader -> loader.fetchRemoteResources(false).allow(iri -> false)));
    }
}
