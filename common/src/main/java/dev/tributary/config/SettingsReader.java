package dev.tributary.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads settings from an {@link Environment} and gathers what is wrong with them, so that one deployment mends them all.
 *
 * <pre>{@code
 * SettingsReader reader = new SettingsReader(environment);
 * Setting<String> bucket = reader.text("LAKE_BUCKET");
 * Setting<Integer> bytes = reader.integer("MAX_EVENT_BYTES", 262_144, 1_024, 4_194_304);
 * reader.check();
 * }</pre>
 */
public final class SettingsReader {

    /** Turns a setting's JSON into a value. */
    @FunctionalInterface
    public interface JsonParser<T> {
        /** Parses the node; what is wrong goes to {@code problems}, and then the result is not used. */
        T parse(JsonNode node, List<String> problems);
    }

    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    public SettingsReader(Environment environment) {
        this.environment = environment;
    }

    /** A text that must be there. */
    public Setting<String> text(String name) {
        return environment.get(name).map(value -> Setting.valid(name, value)).orElseGet(() -> missing(name, "a text"));
    }

    /** A text that must be there and must pass a test; {@code expected} tells what it should have been. */
    public Setting<String> text(String name, Predicate<String> test, String expected) {
        Optional<String> text = environment.get(name);
        if (text.isEmpty()) {
            return missing(name, expected);
        }
        return test.test(text.get()) ? Setting.valid(name, text.get()) : malformed(name, text.get(), expected);
    }

    /** A text that must pass a test; {@code defaultValue} stands in where the variable is missing. */
    public Setting<String> text(String name, String defaultValue, Predicate<String> test, String expected) {
        String text = environment.get(name).orElse(defaultValue);
        return test.test(text) ? Setting.valid(name, text) : malformed(name, text, expected);
    }

    /** A text; {@code defaultValue} stands in where the variable is missing. */
    public Setting<String> text(String name, String defaultValue) {
        return Setting.valid(name, environment.get(name).orElse(defaultValue));
    }

    /**
     * A text that no message quotes.
     *
     * @param shortest characters that it must have
     * @param required whether it must be there; otherwise it is empty where the variable is missing
     */
    public Setting<String> secret(String name, int shortest, boolean required) {
        String text = environment.get(name).orElse("");
        if (text.isEmpty() && !required) {
            return Setting.valid(name, text);
        }
        String expected = "a secret of at least " + shortest + " characters";
        if (text.isEmpty()) {
            return missing(name, expected);
        }
        return text.length() < shortest
                ? malformed(name, text.length() + " characters", expected)
                : Setting.valid(name, text);
    }

    /** A whole number within bounds, both included. */
    public Setting<Integer> integer(String name, int defaultValue, int lowest, int highest) {
        Optional<String> text = environment.get(name);
        if (text.isEmpty()) {
            return Setting.valid(name, defaultValue);
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= lowest && value <= highest) {
                return Setting.valid(name, value);
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        return malformed(name, text.get(), lowest + "-" + highest);
    }

    /** A whole number from 1 to {@code highest}; or 0, which {@code off} stands for too. */
    public Setting<Integer> integerOrOff(String name, int defaultValue, int highest) {
        Optional<String> text = environment.get(name);
        if (text.isPresent() && text.get().strip().equals("off")) {
            return Setting.valid(name, 0);
        }
        try {
            int value =
                    text.isEmpty() ? defaultValue : Integer.parseInt(text.get().strip());
            if (value >= 0 && value <= highest) {
                return Setting.valid(name, value);
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        return malformed(name, text.orElse(""), "1-" + highest + ", or off");
    }

    /** {@code true} or {@code false}. */
    public Setting<Boolean> flag(String name, boolean defaultValue) {
        Optional<String> text = environment.get(name);
        if (text.isEmpty()) {
            return Setting.valid(name, defaultValue);
        }
        return switch (text.get().strip()) {
            case "true" -> Setting.valid(name, true);
            case "false" -> Setting.valid(name, false);
            default -> malformed(name, text.get(), "true or false");
        };
    }

    /** A JSON value; {@code defaultJson} stands in where the variable is missing. */
    public <T> Setting<T> json(String name, String defaultJson, JsonParser<T> parser) {
        return parseJson(name, environment.get(name).orElse(defaultJson), parser);
    }

    /** A JSON value that must be there. */
    public <T> Setting<T> json(String name, JsonParser<T> parser) {
        return environment
                .get(name)
                .map(text -> parseJson(name, text, parser))
                .orElseGet(() -> missing(name, "a JSON text"));
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettingsException naming every problem that was found, if there is one
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private <T> Setting<T> parseJson(String name, String text, JsonParser<T> parser) {
        JsonNode node;
        try {
            node = Json.readTree(text);
        } catch (JsonProcessingException e) {
            return malformed(name, text, "JSON: " + e.getOriginalMessage());
        }
        List<String> found = new ArrayList<>();
        T value = parser.parse(node, found);
        if (found.isEmpty()) {
            return Setting.valid(name, value);
        }
        found.forEach(problem -> problems.add(name + problem));
        return Setting.invalid(name);
    }

    private <T> Setting<T> missing(String name, String expected) {
        problems.add(name + ": missing (expected: " + expected + ")");
        return Setting.invalid(name);
    }

    private <T> Setting<T> malformed(String name, String value, String expected) {
        problems.add(name + ": " + value + " (expected: " + expected + ")");
        return Setting.invalid(name);
    }
}
