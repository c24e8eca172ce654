package dev.tributary.stream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Sha256;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The fingerprint by which two events are told apart: the SHA-256 of their canonical form. Neither the order of keys nor
 * space counts, and numbers count by value, so that 1.50 is 1.5: a client's library may write either of the same amount. A
 * number and a string that looks like it are two things.
 */
public final class Content {

    private static final int USUAL_LENGTH = 512;

    private Content() {}

    /** In lower-case hexadecimal. */
    public static String sha256(JsonNode json) {
        StringBuilder canonical = new StringBuilder(USUAL_LENGTH);
        append(json, canonical);
        return HexFormat.of().formatHex(Sha256.of(canonical.toString().getBytes(UTF_8)));
    }

    private static void append(JsonNode json, StringBuilder to) {
        if (json instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            members.sort(Map.Entry.comparingByKey());
            to.append('{');
            for (Map.Entry<String, JsonNode> member : members) {
                append(member.getKey(), to);
                append(member.getValue(), to);
            }
            to.append('}');
        } else if (json.isArray()) {
            to.append('[');
            for (JsonNode element : json) {
                append(element, to);
            }
            to.append(']');
        } else if (json.isTextual()) {
            append(json.textValue(), to);
        } else if (json.isNumber()) {
            BigDecimal number = json.decimalValue();
            to.append('#').append(number.signum() == 0 ? "0" : number.stripTrailingZeros());
        } else {
            to.append('!').append(json.asText());
        }
    }

    /** With its length before it, so that no text can pass for what stands behind another one. */
    private static void append(String text, StringBuilder to) {
        to.append('"').append(text.length()).append(':').append(text);
    }
}
