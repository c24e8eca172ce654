package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the template may be told must not end at the border of a stack within it. */
final class HandedOnParameters {

    private HandedOnParameters() {}

    /**
     * Holds that the stack is given all of its parameters, and that those that the template takes for it are declared alike.
     *
     * @param prefix how the template's own begin
     * @return the names of these, without it
     */
    static Set<String> check(Path file, String stack, String prefix) throws IOException {
        Map<String, Map<String, Object>> own = Shipped.section(file, "Parameters");
        Map<String, Map<String, Object>> root = Shipped.parameters();
        Map<String, Object> defaults = new TreeMap<>();
        Map<String, Object> ofRoot = new TreeMap<>();
        own.forEach((name, parameter) -> {
            if (root.containsKey(prefix + name)) {
                defaults.put(name, withoutDescription(parameter));
                ofRoot.put(name, withoutDescription(root.getOrDefault(prefix + name, Map.of())));
            }
        });

        assertThat(defaults).isEqualTo(ofRoot);
        assertThat(Shipped.properties(Shipped.template(), stack)
                        .path("Parameters")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(own.keySet());
        return defaults.keySet();
    }

    private static Map<String, Object> withoutDescription(Map<String, Object> parameter) {
        Map<String, Object> rest = new HashMap<>(parameter);
        rest.remove("Description");
        return rest;
    }
}
