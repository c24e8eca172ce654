package dev.tributary.local.sns;

import com.google.common.base.Splitter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request in the AWS query protocol, or of a structure in it. Structures, lists and maps are flattened
 * into names such as {@code Attributes.entry.1.key}. Unknown parameters are ignored, as in the service.
 */
final class Request {

    private final NavigableMap<String, String> parameters;
    private final String prefix;

    private Request(NavigableMap<String, String> parameters, String prefix) {
        this.parameters = parameters;
        this.prefix = prefix;
    }

    /** Reads a form, as it is in a body or in a URL. */
    static Request parse(String form) {
        NavigableMap<String, String> parameters = new TreeMap<>();
        for (String pair : Splitter.on("&").split(form)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Request(parameters, "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter(text + " (expected: URL encoding)");
        }
    }

    @Nullable
    String optional(String name) {
        return parameters.get(prefix + name);
    }

    String string(String name) {
        String value = optional(name);
        if (value == null) {
            throw SnsException.invalidParameter(name + ": missing (expected: a value)");
        }
        return value;
    }

    boolean isTrue(String name) {
        return "true".equals(optional(name));
    }

    Request structure(String name) {
        return new Request(parameters, prefix + name + ".");
    }

    /** A map of strings. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        entries(name).forEach(entry -> map.put(entry.string("key"), entry.string("value")));
        return map;
    }

    /** The structures of a list. */
    List<Request> members(String name) {
        return numbered(name + ".member.");
    }

    /** The keys and values of a map, under the names that its shape gives them. */
    List<Request> entries(String name) {
        return numbered(name + ".entry.");
    }

    private List<Request> numbered(String name) {
        List<Request> structures = new ArrayList<>();
        String next = prefix + name + 1 + ".";
        while (hasBelow(next)) {
            structures.add(new Request(parameters, next));
            next = prefix + name + (structures.size() + 1) + ".";
        }
        return structures;
    }

    private boolean hasBelow(String start) {
        String first = parameters.ceilingKey(start);
        return first != null && first.startsWith(start);
    }
}
