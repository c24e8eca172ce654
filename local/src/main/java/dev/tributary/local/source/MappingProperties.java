package dev.tributary.local.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of a template's properties and gathers what is wrong with them. */
final class MappingProperties {

    private final Map<String, ?> properties;
    private final List<String> errors = new ArrayList<>();

    MappingProperties(Map<String, ?> properties) {
        this.properties = properties;
    }

    List<String> errors() {
        return errors;
    }

    int integer(String name, int absent) {
        Object value = properties.get(name);
        if (value == null) {
            return absent;
        }
        try {
            return new BigDecimal(value.toString()).intValueExact();
        } catch (ArithmeticException | NumberFormatException notAnInteger) {
            wrong(name, value, "an integer");
            return absent;
        }
    }

    boolean flag(String name) {
        Object value = properties.get(name);
        if (value == null) {
            return false;
        }
        String text = value.toString();
        if (!text.equals("true") && !text.equals("false")) {
            wrong(name, value, "true or false");
        }
        return text.equals("true");
    }

    boolean reportsBatchItemFailures() {
        Object value = properties.get("FunctionResponseTypes");
        boolean reports = List.of("ReportBatchItemFailures").equals(value);
        if (value != null && !reports && !List.of().equals(value)) {
            wrong("FunctionResponseTypes", value, "[ReportBatchItemFailures]");
        }
        return reports;
    }

    StartingPosition startingPosition() {
        String value = String.valueOf(properties.get("StartingPosition"));
        return switch (value) {
            case "TRIM_HORIZON" -> new StartingPosition.TrimHorizon();
            case "LATEST" -> new StartingPosition.Latest();
            case "AT_TIMESTAMP" -> new StartingPosition.AtTimestamp(startingTimestamp());
            default -> {
                wrong("StartingPosition", value, "TRIM_HORIZON, LATEST or AT_TIMESTAMP");
                yield new StartingPosition.TrimHorizon();
            }
        };
    }

    private Instant startingTimestamp() {
        Object value = properties.get("StartingPositionTimestamp");
        try {
            return Instant.ofEpochMilli(
                    new BigDecimal(String.valueOf(value)).movePointRight(3).longValue());
        } catch (NumberFormatException notANumber) {
            wrong("StartingPositionTimestamp", value, "seconds since 1970");
            return Instant.EPOCH;
        }
    }

    FilterCriteria filters() {
        Object criteria = properties.get("FilterCriteria");
        if (criteria == null) {
            return FilterCriteria.NONE;
        }
        try {
            return FilterCriteria.of(patterns(criteria));
        } catch (IllegalArgumentException unreadable) {
            errors.add("FilterCriteria: " + unreadable.getMessage());
            return FilterCriteria.NONE;
        }
    }

    private static List<String> patterns(Object criteria) {
        List<String> patterns = new ArrayList<>();
        if (criteria instanceof Map<?, ?> map && map.get("Filters") instanceof List<?> filters) {
            for (Object filter : filters) {
                if (!(filter instanceof Map<?, ?> entry) || !(entry.get("Pattern") instanceof String pattern)) {
                    throw new IllegalArgumentException(filter + " (expected: {Pattern: <JSON text>})");
                }
                patterns.add(pattern);
            }
            return patterns;
        }
        throw new IllegalArgumentException(criteria + " (expected: {Filters: [{Pattern: <JSON text>}]})");
    }

    /** Better no start than one that silently leaves the aggregation out. */
    void refuseTumblingWindow() {
        int seconds = integer("TumblingWindowInSeconds", 0);
        if (seconds != 0) {
            wrong("TumblingWindowInSeconds", seconds, "0; tumbling windows are not simulated");
        }
    }

    private void wrong(String name, @Nullable Object value, String expectation) {
        errors.add(name + ": " + value + " (expected: " + expectation + ")");
    }
}
