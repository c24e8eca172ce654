package dev.tributary.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One method of one path.
 *
 * @param path such as {@code /events/{type}}
 * @param model what the body is held against
 */
record Operation(String method, String path, Access access, Optional<BodyModel> model, Integration integration) {

    /** The parameters that the path gives, decoded, or nothing if it is another path or method. */
    Optional<Map<String, String>> matches(String requestMethod, String requestPath) {
        String[] expected = path.split("/", -1);
        String[] actual = requestPath.split("/", -1);
        if (!method.equals(requestMethod) || expected.length != actual.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{") && !actual[i].isEmpty()) {
                parameters.put(
                        expected[i].substring(1, expected[i].length() - 1),
                        URLDecoder.decode(actual[i].replace("+", "%2B"), UTF_8));
            } else if (!expected[i].equals(actual[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
