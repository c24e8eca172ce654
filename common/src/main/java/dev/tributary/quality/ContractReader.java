package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a table's contract, and gathers all that is wrong with it. */
final class ContractReader {

    private static final Set<String> MEMBERS = Set.of("description", "columns", "key");
    private static final Set<String> COLUMN_MEMBERS = Set.of(
            "description",
            "type",
            "required",
            "unit",
            "minimum",
            "maximum",
            "pattern",
            "allowed",
            "notBefore",
            "notAfter");
    private static final String TYPES =
            "one of " + Arrays.stream(ColumnType.values()).map(ColumnType::text).collect(Collectors.joining(", "));
    private static final String UNITS =
            "one of " + Arrays.stream(EpochUnit.values()).map(EpochUnit::text).collect(Collectors.joining(", "));

    private final Problems problems;

    ContractReader(List<String> problems) {
        this.problems = new Problems(problems);
    }

    TableContract contract(JsonNode node) {
        if (!problems.isObject("", node, "an object")) {
            return new TableContract("", Map.of(), List.of());
        }
        problems.checkNames("", node, MEMBERS);
        String description = problems.text(".description", node.path("description"));
        JsonNode columns = node.path("columns");
        if (!problems.isObject(".columns", columns, "an object of columns")) {
            return new TableContract(description, Map.of(), List.of());
        }
        Map<String, ColumnContract> read = new LinkedHashMap<>();
        columns.properties()
                .forEach(column -> read.put(column.getKey(), column(column.getKey(), column.getValue(), columns)));
        return new TableContract(description, read, key(node.path("key"), read.keySet()));
    }

    private List<String> key(JsonNode node, Set<String> columns) {
        String expected = "an array of names of columns, or none if the key is not known";
        List<String> key = problems.texts(".key", node, List.of(), expected);
        if (node.isArray() && node.isEmpty()) {
            problems.add(".key", node, expected);
        }
        if (new LinkedHashSet<>(key).size() < key.size()) {
            problems.add(".key", node, "each column once");
        }
        for (String column : key) {
            if (!columns.contains(column)) {
                problems.add(".key", "\"" + column + "\"", "a column that the contract declares");
            }
        }
        return key;
    }

    private ColumnContract column(String name, JsonNode node, JsonNode columns) {
        String at = ".columns." + name;
        if (ChangeRow.isReserved(name)) {
            problems.add(at, "reserved", "a name that the rows of the trusted zone do not use themselves");
        }
        if (!problems.isObject(at, node, "an object such as {\"type\": \"string\"}")) {
            return new ColumnContract(name, ColumnType.STRING, false, Optional.empty(), List.of());
        }
        problems.checkNames(at, node, COLUMN_MEMBERS);
        problems.text(at + ".description", node.path("description"));
        boolean required = problems.flag(at + ".required", node.path("required"), false);
        Optional<ColumnType> type = ColumnType.of(node.path("type").asText());
        if (type.isEmpty()) {
            problems.add(at + ".type", node.path("type"), TYPES);
            return new ColumnContract(name, ColumnType.STRING, required, Optional.empty(), List.of());
        }
        return new ColumnContract(
                name,
                type.get(),
                required,
                unit(at, node, type.get()),
                new Rules(at, node, type.get(), columns).read());
    }

    private Optional<EpochUnit> unit(String at, JsonNode column, ColumnType type) {
        JsonNode node = column.path("unit");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (type != ColumnType.TIMESTAMP) {
            problems.add(at + ".unit", node, "no unit, for a column of type " + type.text());
            return Optional.empty();
        }
        Optional<EpochUnit> unit = EpochUnit.of(node.asText());
        if (unit.isEmpty()) {
            problems.add(at + ".unit", node, UNITS);
        }
        return unit;
    }

    /** The rules of one column. */
    private final class Rules {

        private final String at;
        private final JsonNode column;
        private final ColumnType type;
        private final JsonNode columns;
        private final List<ColumnRule> rules = new ArrayList<>();

        Rules(String at, JsonNode column, ColumnType type, JsonNode columns) {
            this.at = at;
            this.column = column;
            this.type = type;
            this.columns = columns;
        }

        List<ColumnRule> read() {
            addBound("minimum", true);
            addBound("maximum", false);
            checkBounds();
            addPattern();
            addAllowed();
            addOrder("notBefore", true);
            addOrder("notAfter", false);
            return rules;
        }

        /** Whether the rule is there, and is one for columns of this type. */
        private boolean has(String rule, boolean suits) {
            JsonNode node = column.path(rule);
            if (!node.isMissingNode() && !suits) {
                problems.add(at + "." + rule, node, "no " + rule + ", for a column of type " + type.text());
            }
            return !node.isMissingNode() && suits;
        }

        private void addBound(String rule, boolean isLowest) {
            if (!has(rule, type.isNumber() || type.isTime())) {
                return;
            }
            JsonNode node = column.path(rule);
            if (type.isNumber() && node.isNumber()) {
                rules.add(new ColumnRule.NumberBound(rule, isLowest, node.decimalValue()));
                return;
            }
            String time = type.isTime() ? time(node) : null;
            if (time == null) {
                problems.add(
                        at + "." + rule,
                        node,
                        type.isNumber() ? "a number" : "a date such as 2024-12-31, or a timestamp");
            } else {
                rules.add(new ColumnRule.TimeBound(rule, isLowest, time, false));
            }
        }

        private void checkBounds() {
            if (rules.size() < 2) {
                return;
            }
            boolean crossed = rules.get(0) instanceof ColumnRule.NumberBound lowest
                    ? lowest.isAbove(rules.get(1))
                    : rules.get(0) instanceof ColumnRule.TimeBound earliest && earliest.isAbove(rules.get(1));
            if (crossed) {
                problems.add(at + ".minimum", column.path("minimum"), "at most the maximum");
            }
        }

        private void addPattern() {
            if (!has("pattern", type == ColumnType.STRING)) {
                return;
            }
            JsonNode node = column.path("pattern");
            try {
                if (node.isTextual()) {
                    rules.add(new ColumnRule.Matching(Pattern.compile(node.textValue())));
                } else {
                    problems.add(at + ".pattern", node, "a regular expression of the JDK");
                }
            } catch (PatternSyntaxException e) {
                problems.add(at + ".pattern", node, "a regular expression of the JDK: " + e.getDescription());
            }
        }

        private void addAllowed() {
            if (!has("allowed", type.isNumber() || type == ColumnType.STRING)) {
                return;
            }
            JsonNode node = column.path("allowed");
            List<JsonNode> values = new ArrayList<>();
            boolean suits = node.isArray() && !node.isEmpty();
            for (JsonNode value : node) {
                suits &= type.isNumber() ? value.isNumber() : value.isTextual();
                values.add(value);
            }
            if (suits) {
                rules.add(new ColumnRule.Allowed(values));
            } else {
                problems.add(
                        at + ".allowed",
                        node,
                        "an array of at least one " + (type.isNumber() ? "number" : "string") + ", and nothing else");
            }
        }

        private void addOrder(String rule, boolean isEarliest) {
            if (!has(rule, type.isTime())) {
                return;
            }
            JsonNode node = column.path(rule);
            String name = node.asText();
            String time = time(node);
            if (time != null) {
                rules.add(new ColumnRule.TimeBound(rule, isEarliest, time, false));
            } else if (node.isTextual() && isTimeColumn(name)) {
                rules.add(new ColumnRule.TimeBound(rule, isEarliest, name, true));
            } else {
                problems.add(
                        at + "." + rule,
                        node,
                        "a declared column of type date or timestamp, or a date such as 2024-12-31");
            }
        }

        private boolean isTimeColumn(String name) {
            return ColumnType.of(columns.path(name).path("type").asText())
                    .filter(ColumnType::isTime)
                    .isPresent();
        }

        private @Nullable String time(JsonNode node) {
            if (!node.isTextual()) {
                return null;
            }
            return IsoTimes.date(node.textValue()) != null
                    ? node.textValue()
                    : Optional.ofNullable(IsoTimes.instant(node.textValue()))
                            .map(IsoTimes::text)
                            .orElse(null);
        }
    }
}
