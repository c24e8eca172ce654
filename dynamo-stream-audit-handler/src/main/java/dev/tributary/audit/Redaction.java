package dev.tributary.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.RowChange;
import dev.tributary.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces the values of attributes by {@code {"$redacted": "<hash>"}}: equal values have equal hashes, and without the key
 * nobody can try out which value has one. The hash is HMAC-SHA256 over the value's compact JSON, keys of maps in order, in
 * hexadecimal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class Redaction {

    static final String MARK = "$redacted";

    private static final String ALGORITHM = "HmacSHA256";

    private final Set<String> attributes;
    private final String key;

    /**
     * Redacts these attributes, wherever they stand at the top of an item.
     *
     * @param key the hash's key; may be empty if no attribute is redacted
     */
    Redaction(Set<String> attributes, String key) {
        this.attributes = Set.copyOf(attributes);
        this.key = key;
    }

    /** The change without the values that nobody is to read. */
    RowChange redact(RowChange event) {
        if (attributes.isEmpty()) {
            return event;
        }
        return new RowChange(
                event.provenance(),
                event.operation(),
                event.key().map(this::redact),
                event.before().map(this::redact),
                event.after().map(this::redact),
                event.unchanged());
    }

    private ObjectNode redact(ObjectNode item) {
        ObjectNode redacted = Json.object();
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            JsonNode value = attribute.getValue();
            redacted.set(attribute.getKey(), attributes.contains(attribute.getKey()) ? hash(value) : value);
        }
        return redacted;
    }

    private ObjectNode hash(JsonNode value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Json.object().put(MARK, HexFormat.of().formatHex(mac.doFinal(Json.write(sorted(value)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode copy = Json.object().arrayNode(list.size());
            list.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        if (value instanceof ObjectNode map) {
            Map<String, JsonNode> attributes = new TreeMap<>();
            map.properties().forEach(attribute -> attributes.put(attribute.getKey(), sorted(attribute.getValue())));
            return Json.object().setAll(attributes);
        }
        return value;
    }
}
