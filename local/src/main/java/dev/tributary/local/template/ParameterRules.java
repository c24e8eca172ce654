package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the declaration of a parameter says of its values. */
record ParameterRules(JsonNode declaration) {

    boolean isList() {
        return type().startsWith("List<") || type().equals("CommaDelimitedList");
    }

    boolean isNumber() {
        return type().equals("Number") || type().equals("List<Number>");
    }

    private String type() {
        return declaration.path("Type").asText("String");
    }

    /** What was expected where the value, of a list one element, is not it. */
    List<String> broken(String value) {
        List<String> broken = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        declaration.path("AllowedValues").forEach(one -> allowed.add(one.asText()));
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            broken.add("one of " + allowed);
        }
        String pattern = declaration.path("AllowedPattern").asText(".*");
        if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches()) {
            broken.add("text that matches " + pattern);
        }
        BigDecimal length = BigDecimal.valueOf(value.length());
        outside(length, "MinLength", "MaxLength")
                .map(bound -> bound + " characters")
                .ifPresent(broken::add);
        if (isNumber()) {
            number(value)
                    .ifPresentOrElse(
                            number -> outside(number, "MinValue", "MaxValue").ifPresent(broken::add),
                            () -> broken.add("a number"));
        }
        return broken;
    }

    private Optional<String> outside(BigDecimal value, String minimum, String maximum) {
        Optional<BigDecimal> min = number(declaration.path(minimum).asText());
        Optional<BigDecimal> max = number(declaration.path(maximum).asText());
        if (min.isPresent() && value.compareTo(min.get()) < 0) {
            return Optional.of("at least " + min.get().toPlainString());
        }
        return max.filter(most -> value.compareTo(most) > 0).map(most -> "at most " + most.toPlainString());
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
