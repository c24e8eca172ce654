package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.catalog.Catalog.Column;
import dev.tributary.catalog.Catalog.Table;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.LatestState;
import dev.tributary.contract.TemplateCopy;
import dev.tributary.json.Json;
import dev.tributary.local.demo.DemoCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every view and query of the catalogue answers with what the demo knows of the lake that it wrote, though each object is there twice. */
class CatalogIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Catalog catalog;
    private static JsonNode functions;
    private static Path copies;
    private static DuckDb duckDb;

    @BeforeAll
    static void writeALake(@TempDir Path folder) throws IOException, SQLException {
        TemplateCopy template = new TemplateCopy(folder);
        catalog = Catalog.of(template);
        ByteArrayOutputStream account = new ByteArrayOutputStream();
        PrintStream terminal = System.out;
        try (PrintStream captured = new PrintStream(account, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            int exit = new CommandLine(new DemoCommand(folder)).execute("--json", "--events", "3000");
            assertThat(exit).as(account.toString(StandardCharsets.UTF_8)).isZero();
        } finally {
            System.setOut(terminal);
        }
        functions = MAPPER.readTree(account.toByteArray()).path("functions");
        copies = folder.resolve("target/demo/s3");
        for (Path object : DuckDb.objects(copies)) {
            Files.copy(object, object.resolveSibling("again-" + object.getFileName()));
        }
        duckDb = new DuckDb(folder);
        for (Table table : catalog.tables()) {
            duckDb.add(table, copies);
        }
        for (String view : catalog.views()) {
            duckDb.run(view);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    @ParameterizedTest
    @CsvSource({
        "user_events, enriched_events, EnrichmentFunction",
        "product_events_once, enriched_product_events, PipesEnrichmentFunction",
        "user_activity, archived_user_activity, UserActivityFlow/StreamProcessorFunction",
        "orders, archived_orders, OrdersFlow/StreamProcessorFunction",
        "payments, archived_payments, PaymentsFlow/StreamProcessorFunction",
        "audit, audit_trail, AuditFunction"
    })
    void shouldDropRepeats(String view, String table, String function) throws SQLException {
        long succeeded = functions.path(function).path("succeeded").asLong();

        assertThat(succeeded).isPositive();
        assertThat(duckDb.count(view)).isEqualTo(succeeded);
        assertThat(duckDb.count(table)).isGreaterThanOrEqualTo(2 * succeeded);
    }

    @Test
    void shouldFindTheLatestStateOfATable() throws Exception {
        LatestState folded = new LatestState(List.of("id"));
        for (JsonNode line : lines("employee_changes")) {
            folded.apply(ChangeRow.parse(Json.readObject(MAPPER.writeValueAsBytes(line))));
        }
        Map<Long, String> expected = new TreeMap<>();
        folded.rows().forEach(row -> expected.put(row.path("id").longValue(), employee(row)));

        Map<Long, String> found = new TreeMap<>();
        for (Map<String, ?> row : duckDb.rows("SELECT id, department, hire_date, salary FROM employees")) {
            found.put(
                    (Long) row.get("id"), row.get("department") + " " + row.get("hire_date") + " " + row.get("salary"));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(found)
                .hasSize(functions
                        .path("ChangeData/CdcTransformFunction")
                        .path("public.employees")
                        .asInt());
    }

    @Test
    void shouldFindTheOutliersThatTheDemoFinds() throws SQLException {
        JsonNode inference = functions.path("Inference/MlInferenceFunction");
        Set<String> expected = new TreeSet<>();
        inference
                .path("outliersRows")
                .forEach(row -> expected.add(row.path("id").asText()));

        List<? extends Map<String, ?>> rows = duckDb.rows(catalog.query("salary outliers"));

        assertThat(expected).isNotEmpty();
        assertThat(rows).extracting(row -> String.valueOf(row.get("id"))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows)
                .extracting(row -> (Double) row.get("score"))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(duckDb.count("employee_scores"))
                .isEqualTo(inference.path("employees").asLong());
    }

    @Test
    void shouldSumPaymentsPerDay() throws IOException, SQLException {
        Map<String, BigDecimal> expected = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode line : lines("archived_payments")) {
            JsonNode event = line.path("event");
            if (seen.add(line.path("recordId").asText())
                    && Set.of("applied", "late").contains(line.path("verdict").asText())) {
                String day = event.path("timestamp").asText().substring(0, 10) + " "
                        + event.path("type").asText() + " "
                        + event.path("currency").asText(null);
                // An authorization that failed may have none.
                expected.merge(day, new BigDecimal(event.path("amount").asText("0")), BigDecimal::add);
            }
        }

        Map<String, BigDecimal> found = new TreeMap<>();
        for (Map<String, ?> row : duckDb.rows(catalog.query("payments per day"))) {
            found.put(
                    row.get("payment_day") + " " + row.get("kind") + " " + row.get("currency"),
                    row.get("amount") instanceof BigDecimal amount ? amount : BigDecimal.ZERO);
        }
        assertThat(found).isNotEmpty().hasSameSizeAs(expected);
        found.forEach((day, amount) -> assertThat(amount).as(day).isEqualByComparingTo(expected.get(day)));
    }

    @Test
    void shouldNameThoseWhomTheReferenceTableDoesNotKnow() throws IOException, SQLException {
        Map<String, Set<String>> expected = new TreeMap<>();
        for (JsonNode line : lines("enriched_events")) {
            if (line.at("/enrichment/sources/user").asText().equals("not_found")) {
                expected.computeIfAbsent(line.path("user_id").asText(), any -> new HashSet<>())
                        .add(line.at("/enrichment/recordId").asText());
            }
        }

        List<? extends Map<String, ?>> rows = duckDb.rows(catalog.query("enrichment misses"));

        assertThat(rows)
                .isNotEmpty()
                .extracting(row ->
                        entry(row.get("user_id"), ((Number) Objects.requireNonNull(row.get("events"))).intValue()))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(one -> entry((Object) one.getKey(), one.getValue().size()))
                        .toList());
    }

    @Test
    void shouldCountChangesByUser() throws SQLException {
        List<? extends Map<String, ?>> rows = duckDb.rows(catalog.query("audit by user"));

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(number(row, "changes"))
                .isEqualTo(number(row, "inserted") + number(row, "modified") + number(row, "removed")));
        assertThat(rows.stream().mapToLong(row -> number(row, "changes")).sum())
                .isEqualTo(functions.path("AuditFunction").path("succeeded").asLong());
        assertThat(rows).noneMatch(row -> row.get("user_id") == null);
    }

    /** A field without a column is not found by anybody who asks; but an application's own fields are its own matter. */
    @ParameterizedTest
    @MethodSource("tables")
    void shouldHaveAColumnForWhatTheFunctionsWrite(Table table) throws IOException {
        Set<String> fields = new TreeSet<>();
        for (JsonNode line : lines(table.name())) {
            line.fieldNames().forEachRemaining(name -> fields.add(name.toLowerCase(Locale.ROOT)));
        }
        Set<String> columns = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        Set<String> ofTheDemo = table.name().equals("employee_changes")
                ? Set.of("profile", "notes", "team")
                : table.name().equals("enriched_events") ? Set.of("price") : Set.of();

        Set<String> missing = new TreeSet<>(fields);
        missing.removeAll(columns);
        assertThat(missing).isSubsetOf(ofTheDemo);
        Set<String> unknown = new TreeSet<>(columns);
        unknown.removeAll(fields);
        // Only where somebody is named as the actor.
        unknown.remove("who");
        assertThat(unknown).isEmpty();
    }

    static List<Table> tables() {
        return catalog.tables();
    }

    private static List<JsonNode> lines(String name) throws IOException {
        Table table = catalog.tables().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<JsonNode> lines = new ArrayList<>();
        for (Path object : DuckDb.objects(copies.resolve(table.location().replace("s3://", "")))) {
            for (String line : DuckDb.lines(object)) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }

    private static String employee(JsonNode row) {
        return text(row, "department") + " " + text(row, "hire_date") + " "
                + row.path("salary").doubleValue();
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText(null);
    }

    private static long number(Map<String, ?> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column))).longValue();
    }
}
