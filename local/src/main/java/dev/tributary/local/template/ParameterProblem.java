package dev.tributary.local.template;

/**
 * A parameter that is unknown, missing or not allowed.
 *
 * @param value what was given for it, or how it stands
 */
public record ParameterProblem(String name, String value, String expectation) {

    @Override
    public String toString() {
        return name + ": " + value + " (expected: " + expectation + ")";
    }
}
