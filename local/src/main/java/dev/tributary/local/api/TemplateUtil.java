package dev.tributary.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;

/**
 * {@code $util} of a mapping template: the six functions of "Variables for data transformations" in API Gateway's developer
 * guide. Velocity finds its methods, which is why they are public.
 */
public final class TemplateUtil {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Escapes by the rules of JavaScript strings, as Apache Commons Lang 2 does, of whose output the guide tells: an apostrophe
     * becomes {@code \'}, which is no JSON, a solidus {@code \/}, and what is not ASCII its code.
     */
    public String escapeJavaScript(String text) {
        // As API Gateway answers for it.
        if (text.isBlank()) {
            return "{}";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> escaped.append(escape((char) c)));
        return escaped.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '\b' -> "\\b";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            case '\'', '"', '\\', '/' -> "\\" + c;
            default -> c < ' ' || c > '\u007f' ? String.format(Locale.ROOT, "\\u%04X", (int) c) : String.valueOf(c);
        };
    }

    /**
     * The value that JSON stands for.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public Object parseJson(String json) {
        try {
            return MAPPER.readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("$util.parseJson: not JSON (expected: JSON)", e);
        }
    }

    public String urlEncode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    public String urlDecode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    public String base64Encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    public String base64Decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }
}
