package dev.tributary.quality;

import static dev.tributary.change.Rows.json;
import static dev.tributary.change.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.quality.Verdict.Clean;
import dev.tributary.quality.Verdict.Violated;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows with any values, against a contract with a column of each type, and against none. */
class RowCheckPropertyTest {

    private static final TableContract EVERY_TYPE = everyType("");
    private static final TableContract EVERY_TYPE_IN_THE_KEY =
            everyType("'key': ['string', 'integer', 'decimal', 'boolean', 'date', 'timestamp', 'micros', 'json'], ");

    private static final TableContract KEY_OF_TEXTS = everyType("'key': ['string'], ");

    private static TableContract everyType(String key) {
        return TableContract.parse(
                json("{" + key + "'columns': {'string': {'type': 'string'}, 'integer': {'type': 'integer'},"
                        + " 'decimal': {'type': 'decimal'}, 'boolean': {'type': 'boolean'}, 'date': {'type': 'date'},"
                        + " 'timestamp': {'type': 'timestamp', 'notBefore': 'date'},"
                        + " 'micros': {'type': 'timestamp', 'unit': 'microseconds'}, 'json': {'type': 'json'}}}"),
                new ArrayList<>());
    }

    /** Cleansed rows are as they would be if they were cleansed again, also behind having been written and read. */
    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void shouldComeToTheSameASecondTime(
            @ForAll("rows") ChangeRow row,
            @ForAll("settings") CleansingSettings settings,
            @ForAll("contracts") Optional<TableContract> contract)
            throws InvalidJsonException, InvalidChangeException {
        RowCheck check = new RowCheck(new Cleansing(settings));

        if (check.check(row, contract) instanceof Clean clean) {
            assertThat(check.check(clean.row(), contract)).isEqualTo(clean);

            ChangeRow read = ChangeRow.parse(Json.readObject(clean.row().line()));
            Clean again = (Clean) check.check(read, contract);
            assertThat(again.row().line()).isEqualTo(clean.row().line());
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldLoseNoColumn(@ForAll("rows") ChangeRow row) throws InvalidJsonException {
        Verdict verdict = new RowCheck(new Cleansing(SomeNulls.SETTINGS)).check(row, Optional.of(EVERY_TYPE));

        if (verdict instanceof Violated violated) {
            assertThat(Json.readObject(violated.line()).get("row").fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(() -> row.columns().fieldNames());
        } else if (verdict instanceof Clean clean) {
            assertThat(clean.row().columns().fieldNames()).toIterable().containsExactlyElementsOf(() -> row.columns()
                    .fieldNames());
        }
    }

    @Provide
    Arbitrary<Optional<TableContract>> contracts() {
        return Arbitraries.of(EVERY_TYPE, EVERY_TYPE_IN_THE_KEY, KEY_OF_TEXTS).optional();
    }

    @Provide
    Arbitrary<CleansingSettings> settings() {
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<Set<String>> nulls = Arbitraries.of("NULL", "N/A", "", " ", "5", "true", "{}", "2024-07-29")
                .set()
                .ofMaxSize(4);
        return Combinators.combine(flags, flags, nulls)
                .as((trim, empty, texts) ->
                        new CleansingSettings(trim, empty, texts, List.of("_at", "timestamp"), Set.of("date")));
    }

    @Provide
    Arbitrary<ChangeRow> rows() {
        Arbitrary<String> names = Arbitraries.of(
                "string",
                "integer",
                "decimal",
                "boolean",
                "date",
                "timestamp",
                "micros",
                "json",
                "other",
                "created_at");
        return Combinators.combine(
                        Arbitraries.of(Op.INSERT, Op.UPDATE, Op.DELETE),
                        Arbitraries.maps(names, values()).ofMinSize(1).ofMaxSize(6))
                .as(RowCheckPropertyTest::rowOf);
    }

    private static ChangeRow rowOf(Op op, Map<String, JsonNode> columns) {
        ObjectNode node = Json.object();
        node.setAll(columns);
        return row(op, 7, "{}").with(node, Optional.empty());
    }

    private static Arbitrary<JsonNode> values() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                numbers(),
                times(),
                Arbitraries.of(
                        "",
                        "NULL",
                        "N/A",
                        "true",
                        "T",
                        "f",
                        "{\"a\": [1.0, null]}",
                        "[]",
                        "\"text\"",
                        "\"2024-07-29\"",
                        "null",
                        "{"),
                Arbitraries.strings()
                        .withChars(" \t0123456789.-+eETZ:\"[]{},aé\u00a0")
                        .ofMaxLength(20));
        Arbitrary<String> spaces = Arbitraries.of("", "", "", " ", "\t", "\u2003");
        Arbitrary<JsonNode> texts = Combinators.combine(spaces, pieces, spaces)
                .as((before, text, after) -> TextNode.valueOf(before + text + after));
        return Arbitraries.oneOf(
                texts,
                numbers().map(RowCheckPropertyTest::tree),
                Arbitraries.of("true", "false", "null", "{\"a\": \" \"}", "[1E2]")
                        .map(RowCheckPropertyTest::tree));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-10, 30_000).map(String::valueOf),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.valueOf(-1E12), BigDecimal.valueOf(1E12))
                        .ofScale(3)
                        .map(String::valueOf),
                Combinators.combine(
                                Arbitraries.integers().between(-99, 99),
                                Arbitraries.integers().between(-120, 120))
                        .as((digits, exponent) -> digits + "E" + exponent),
                Arbitraries.of(
                        "1.2345678901234567E16",
                        "9".repeat(94) + "E-100",
                        "-" + "9".repeat(99),
                        "1722214747",
                        "1722214747.5",
                        "1722214747678",
                        "0",
                        "-0.0"));
    }

    private static Arbitrary<String> times() {
        return Combinators.combine(
                        Arbitraries.of("2024-07-29", "0001-01-01", "9999-12-31", "2024-02-30"),
                        Arbitraries.of("", "T", " "),
                        Arbitraries.of("00:59", "00:59:07", "23:59:59.5", "00:00:00.123456700"),
                        Arbitraries.of("", "Z", "+02", "-07:00", "+02:00[Europe/Berlin]"))
                .as((date, separator, time, zone) -> separator.isEmpty() ? date : date + separator + time + zone);
    }

    private static JsonNode tree(String text) {
        try {
            return Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
