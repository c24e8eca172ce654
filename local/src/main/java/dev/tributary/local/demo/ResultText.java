package dev.tributary.local.demo;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.account.Account.Count;
import dev.tributary.local.demo.account.Account.Table;
import dev.tributary.local.pipeline.FunctionActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A demo's result, for people and for programs. */
final class ResultText {

    private static final int RECORDS_TOLD = 3;
    private static final int ROWS_TOLD = 8;

    private ResultText() {}

    static String json(DemoResult result) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("backend", result.backend())
                .put("durationMs", result.duration().toMillis());
        ObjectNode functions = root.putObject("functions");
        for (FunctionResult function : result.functions()) {
            ObjectNode node = functions.putObject(function.activity().logicalId());
            function.account().facts().forEach(node::put);
            function.counts().forEach(count -> put(node, count));
            function.account()
                    .table()
                    .ifPresent(rows -> node.set(rows.name() + "Rows", mapper.valueToTree(rows.rows())));
            node.put("invocations", function.activity().invocations())
                    .put("retriedInvocations", function.activity().retriedInvocations());
            node.set("awsCalls", mapper.valueToTree(function.activity().awsCalls()));
        }
        if (!result.isClean()) {
            root.set("problems", mapper.valueToTree(result.problems()));
        }
        return root.put("ok", result.isClean()).toPrettyString();
    }

    static String table(DemoResult result) {
        StringBuilder text = new StringBuilder();
        result.functions().forEach(function -> block(text, function));
        if (!result.faults().isEmpty()) {
            text.append("\nWhat went wrong on purpose\n");
            result.faults().forEach((fault, count) -> row(text, count + " times", fault.description()));
        }
        return text.append(verdict(result)).append(look(result.objects())).toString();
    }

    private static void block(StringBuilder text, FunctionResult function) {
        FunctionActivity activity = function.activity();
        text.append(text.isEmpty() ? "" : "\n").append(activity.logicalId()).append('\n');
        function.counts().filter(count -> !count.isForPrograms()).forEach(count -> row(text, count));
        row(text, "invocations", activity.invocations(), "");
        row(text, "retried", activity.retriedInvocations(), "of them repeat an earlier one's records");
        activity.awsCalls().forEach((call, count) -> row(text, call, count, "calls"));
        function.account().table().ifPresent(rows -> table(text, rows));
    }

    private static void table(StringBuilder text, Table table) {
        List<Map<String, String>> rows =
                table.rows().subList(0, Math.min(ROWS_TOLD, table.rows().size()));
        text.append("  the first ").append(table.name()).append(":\n");
        Map<String, Integer> widths = new LinkedHashMap<>();
        rows.forEach(row -> row.forEach(
                (column, cell) -> widths.merge(column, Math.max(column.length(), cell.length()), Math::max)));
        text.append(line(widths, column -> column));
        rows.forEach(row -> text.append(line(widths, column -> row.getOrDefault(column, ""))));
    }

    private static String line(Map<String, Integer> widths, UnaryOperator<String> cell) {
        StringBuilder line = new StringBuilder();
        widths.forEach((column, width) ->
                line.append("    ").append(String.format(Locale.ROOT, "%-" + width + "s", cell.apply(column))));
        return line.toString().stripTrailing() + "\n";
    }

    private static void row(StringBuilder text, Count count) {
        row(text, count.name(), count.value(), count.note());
        List<String> records = count.records().orElse(List.of());
        records.stream()
                .limit(RECORDS_TOLD)
                .forEach(id -> text.append("    ").append(id).append('\n'));
        if (records.size() > RECORDS_TOLD) {
            text.append("    … (all of them with --json)\n");
        }
    }

    private static void put(ObjectNode node, Count count) {
        node.put(count.key(), count.value());
        count.records().ifPresent(records -> {
            ArrayNode ids = node.putArray(count.key() + "Records");
            records.forEach(ids::add);
        });
    }

    private static String verdict(DemoResult result) {
        List<String> problems = result.problems();
        String repeated = result.functions().stream()
                .flatMap(function -> function.account().repeated().stream())
                .distinct()
                .collect(joining(", and "));
        String verdict = result.isClean()
                ? "every record accounted for: nothing lost, "
                        + (repeated.isEmpty() ? "nothing written twice" : "nothing written twice but " + repeated)
                : "NOT every record is where the template as shipped would have it (a change of yours to the joins"
                        + " or the rules of events shows here too):\n  " + String.join("\n  ", problems);
        return String.format(Locale.ROOT, "%n%.1f s, %s%n", result.duration().toMillis() / 1000.0, verdict);
    }

    /** How to look at what was written, with the first object as the example. */
    private static String look(Path objects) {
        if (!Files.exists(objects)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .findFirst()
                    .map(file -> "\nThe objects are under " + objects + "; for example:\n  gzip -dc '" + file
                            + "' | head -n 1\n")
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + objects, e);
        }
    }

    private static void row(StringBuilder text, String name, long value, String note) {
        text.append(String.format(Locale.ROOT, "  %-28s %,8d", name, value));
        text.append(note.isEmpty() ? "" : "  " + note).append('\n');
    }

    private static void row(StringBuilder text, String name, String note) {
        text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, note));
    }
}
