package dev.tributary.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment variables that a function sees. Remembers which were asked for, so that a test can hold the code
 * against the template.
 */
public final class Environment {

    private final Map<String, String> variables;
    private final Set<String> asked = new LinkedHashSet<>();

    /** An environment of exactly these variables, for local runs and tests. */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** The variable's value; a blank one counts as missing, as CloudFormation cannot leave a variable out. */
    Optional<String> get(String name) {
        asked.add(name);
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Names of the variables that were asked for so far, in order. */
    public Set<String> asked() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(asked));
    }
}
