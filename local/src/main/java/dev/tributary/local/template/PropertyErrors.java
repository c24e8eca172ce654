package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with a resource's properties, so that one message tells all of it. */
public final class PropertyErrors {

    private final String logicalId;
    private final List<String> errors;

    public PropertyErrors(String logicalId) {
        this(logicalId, new ArrayList<>());
    }

    private PropertyErrors(String logicalId, List<String> errors) {
        this.logicalId = logicalId;
        this.errors = errors;
    }

    /** Gathers, into these same errors, what is wrong with the properties of a property. */
    public PropertyErrors within(String property) {
        return new PropertyErrors(logicalId + "." + property, errors);
    }

    /** Adds a property that is not as expected. */
    public void add(String property, Object value, String expectation) {
        add(property + ": " + value + " (expected: " + expectation + ")");
    }

    /** Adds what is wrong in words of its own, which begin with the property. */
    public void add(String error) {
        errors.add(logicalId + "." + error);
    }

    /** The text of a property, or an error if there is none. */
    public String text(JsonNode properties, String property, String expectation) {
        JsonNode value = properties.path(property);
        if (!value.isTextual()) {
            add(property, value.isMissingNode() ? "missing" : value, expectation);
        }
        return value.asText();
    }

    /** A whole number within a range, or an error. */
    public int whole(JsonNode properties, String property, int absent, int least, int most) {
        JsonNode value = properties.path(property);
        int number = value.isMissingNode() ? absent : value.asInt(Integer.MIN_VALUE);
        if (number < least || number > most) {
            add(property, value, least + "-" + most);
        }
        return number;
    }

    /** Adds every property that is not among the known ones: better no start than one that leaves something out. */
    public void refuseOthers(JsonNode properties, Set<String> known) {
        properties.properties().forEach(property -> {
            if (!known.contains(property.getKey())) {
                add(property.getKey(), property.getValue(), "absent, since it is not simulated");
            }
        });
    }

    /**
     * Does nothing if nothing was added.
     *
     * @throws IllegalArgumentException with all errors
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }
}
