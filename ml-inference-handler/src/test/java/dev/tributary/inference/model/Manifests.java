package dev.tributary.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Sha256;
import dev.tributary.json.Json;
import java.util.HexFormat;

/** Manifests of small models over {@code public.items}. */
final class Manifests {

    static final ModelId ID = new ModelId("price", "7");

    private static final String HOURS = """
            {"column": "hours", "kind": "number"}""";

    private Manifests() {}

    /** Of a model that expects a price from two numbers. */
    static ObjectNode json() {
        return json("""
                {"name": "price", "version": "7", "sha256": "%s", "table": "public.items", "key": ["id"],
                 "input": {"name": "input", "type": "float", "width": 2},
                 "features": [%s, {"column": "weight", "kind": "number", "impute": 2.5}],
                 "prediction": {"name": "output", "type": "float", "width": 1},
                 "score": {"kind": "distanceFromRange", "observed": "price", "halfWidth": 10}}
                """.formatted("0".repeat(64), HOURS));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** With one member, named by its path, replaced. */
    static ObjectNode with(String pointer, String value) {
        ObjectNode manifest = json();
        int end = pointer.lastIndexOf('/');
        JsonNode parent = manifest.at(pointer.substring(0, end));
        ObjectNode holder = json("{\"value\": " + value + "}");
        ((ObjectNode) parent).set(pointer.substring(end + 1), holder.get("value"));
        return manifest;
    }

    /** With one feature alone. */
    static ModelManifest of(String feature, int width) {
        ObjectNode manifest = with("/features", "[" + feature + "]");
        ((ObjectNode) manifest.path("input")).put("width", width);
        return parse(manifest);
    }

    /** As {@link ModelManifest#parse}, with the hash of a file. */
    static ModelManifest of(ObjectNode manifest, byte[] file) {
        return parse(manifest.put("sha256", HexFormat.of().formatHex(Sha256.of(file))));
    }

    static ModelManifest parse(ObjectNode manifest) {
        return ModelManifest.parse(ID, manifest.toString().getBytes(UTF_8));
    }
}
