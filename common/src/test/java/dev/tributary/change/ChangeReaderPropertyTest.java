package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.change.Provenance.Transaction;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any row change, written as each form writes it and through bytes, is read as what it was. */
class ChangeReaderPropertyTest {

    private final ChangeReader reader = new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX);

    /** What all forms can tell. */
    record Row(
            Operation operation,
            ObjectNode before,
            ObjectNode after,
            String schema,
            String table,
            long position,
            Instant committed,
            long transaction) {

        boolean isSnapshot() {
            return operation == Operation.SNAPSHOT;
        }

        RowChange expected(SourceTable source, OrderToken order, Instant time, Optional<Transaction> in) {
            return new RowChange(
                    new Provenance(source, order, time, in),
                    operation,
                    Optional.empty(),
                    operation == Operation.UPDATE || operation == Operation.DELETE
                            ? Optional.of(before)
                            : Optional.empty(),
                    operation == Operation.DELETE ? Optional.empty() : Optional.of(after),
                    Set.of());
        }
    }

    @Property
    void shouldReadWhatDmsWrites(@ForAll("rows") Row row) throws Exception {
        String position = String.format(Locale.ROOT, "%08X/%08X", row.position >>> 32, row.position & 0xFFFFFFFFL);
        ObjectNode value = Json.object();
        ObjectNode metadata = value.putObject("metadata")
                .put("record-type", "data")
                .put(
                        "operation",
                        switch (row.operation) {
                            case SNAPSHOT -> "load";
                            case INSERT -> "insert";
                            case UPDATE -> "update";
                            case DELETE -> "delete";
                        })
                .put("schema-name", row.schema)
                .put("table-name", row.table)
                .put(
                        "timestamp",
                        row.committed.plusSeconds(row.isSnapshot() ? 0 : 1).toString());
        Optional<Transaction> transaction = Optional.empty();
        if (!row.isSnapshot()) {
            metadata.put("transaction-id", row.transaction)
                    .put("transaction-record-id", 3)
                    .put("stream-position", position + ".2." + position)
                    .put("commit-timestamp", row.committed.toString());
            transaction = Optional.of(new Transaction(Long.toString(row.transaction), "3"));
        }
        value.set("data", row.operation == Operation.DELETE ? row.before : row.after);
        if (row.operation == Operation.UPDATE) {
            value.set("before", row.before);
        }

        assertThat(read(value))
                .isEqualTo(row.expected(
                        new SourceTable("dms", "", "", row.schema, row.table),
                        row.isSnapshot()
                                ? OrderToken.ofSnapshot(List.of(OrderToken.part(row.committed)))
                                : OrderToken.ofChange(List.of(position, "2", position, "3")),
                        row.committed,
                        transaction));
    }

    /** Only what stands beside the column that it may be of is taken for what that was, and a new row has no such value. */
    @Property
    void shouldLoseNoColumnThatLooksLikeABeforeImage(
            @ForAll Operation operation, @ForAll("prefixed") ObjectNode data, @ForAll boolean hasImage)
            throws Exception {
        boolean isNew = operation == Operation.INSERT || operation == Operation.SNAPSHOT;
        boolean isRefused = false;
        for (Map.Entry<String, JsonNode> column : data.properties()) {
            isRefused |= isNew
                    && !hasImage
                    && isBesideItsOwn(column.getKey(), data)
                    && !column.getValue().isNull();
        }
        if (isRefused) {
            assertThatThrownBy(() -> DmsImages.of(operation, data, null, "BI_"))
                    .hasMessageStartingWith("a before image of ");
            return;
        }

        DmsImages images = DmsImages.of(operation, data, hasImage ? Json.object() : null, "BI_");

        ObjectNode before = images.before().orElseGet(Json::object);
        ObjectNode row = images.after().orElse(before);
        for (Map.Entry<String, JsonNode> column : data.properties()) {
            String name = column.getKey();
            if (hasImage || !isBesideItsOwn(name, data)) {
                boolean isFilled =
                        operation == Operation.DELETE && column.getValue().isNull();
                assertThat(row.has(name)).as(name).isTrue();
                if (!isFilled) {
                    assertThat(row.get(name)).as(name).isEqualTo(column.getValue());
                }
            } else if (operation == Operation.UPDATE) {
                assertThat(before.get(name.substring(3))).as(name).isEqualTo(column.getValue());
            } else if (operation == Operation.DELETE) {
                assertThat(row.get(name.substring(3)).isNull()
                                && !column.getValue().isNull())
                        .as(name)
                        .isFalse();
            }
        }
    }

    private static boolean isBesideItsOwn(String name, ObjectNode data) {
        return name.startsWith("BI_") && name.length() > 3 && data.has(name.substring(3));
    }

    @Provide
    Arbitrary<ObjectNode> prefixed() {
        Arbitrary<String> names = Arbitraries.of("id", "BI_id", "BI_BI_id", "name", "BI_name", "BI_", "bi_id", "BI");
        return Arbitraries.maps(names, values()).ofMaxSize(6).map(ChangeReaderPropertyTest::object);
    }

    @Property
    void shouldReadWhatDebeziumWrites(@ForAll("rows") Row row) throws Exception {
        ObjectNode event = Json.object().put("op", operation(row));
        event.set("before", row.operation == Operation.UPDATE || row.operation == Operation.DELETE ? row.before : null);
        event.set("after", row.operation == Operation.DELETE ? null : row.after);
        event.set("source", source(row, ""));
        event.putObject("transaction")
                .put("id", row.transaction + ":1")
                .put("total_order", 5)
                .put("data_collection_order", 1);
        ObjectNode withSchema = Json.object().putNull("schema").set("payload", event);

        RowChange expected = expected(row, row.committed, Optional.of(new Transaction(row.transaction + ":1", "5")));
        assertThat(read(event)).isEqualTo(expected);
        assertThat(read(withSchema)).isEqualTo(expected);
    }

    @Property
    void shouldReadWhatDebeziumFlattens(@ForAll("rows") Row row) throws Exception {
        boolean deleted = row.operation == Operation.DELETE;
        ObjectNode value = Json.object().setAll(deleted ? row.before : row.after);
        value.put("__op", operation(row)).put("__deleted", Boolean.toString(deleted));
        value.setAll(source(row, "__source_"));

        // Flattening leaves nothing of what an updated row was.
        RowChange all = expected(row, row.committed, Optional.of(new Transaction(Long.toString(row.transaction), "")));
        assertThat(read(value))
                .isEqualTo(new RowChange(
                        all.provenance(),
                        all.operation(),
                        Optional.empty(),
                        deleted ? all.before() : Optional.empty(),
                        all.after(),
                        Set.of()));
    }

    private static RowChange expected(Row row, Instant time, Optional<Transaction> transaction) {
        List<String> position = List.of(Long.toString(row.position));
        return row.expected(
                new SourceTable("postgresql", "", "port", row.schema, row.table),
                row.isSnapshot() ? OrderToken.ofSnapshot(position) : OrderToken.ofChange(position),
                time,
                transaction);
    }

    private static ObjectNode source(Row row, String prefix) {
        return Json.object()
                .put(prefix + "connector", "postgresql")
                .put(prefix + "db", "port")
                .put(prefix + "schema", row.schema)
                .put(prefix + "table", row.table)
                .put(prefix + "lsn", row.position)
                .put(prefix + "txId", row.transaction)
                .put(prefix + "ts_ms", row.committed.toEpochMilli())
                .put(prefix + "ts_us", Long.parseLong(OrderToken.part(row.committed)));
    }

    private static String operation(Row row) {
        return switch (row.operation) {
            case SNAPSHOT -> "r";
            case INSERT -> "c";
            case UPDATE -> "u";
            case DELETE -> "d";
        };
    }

    private ChangeEvent read(ObjectNode value) throws Exception {
        return reader.read(Json.readObject(Json.write(value))).orElseThrow();
    }

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, Instant.parse("9999-12-31T23:59:58Z").getEpochSecond() * 1_000_000)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        return Combinators.combine(
                        Arbitraries.of(Operation.class),
                        columns(),
                        columns(),
                        Arbitraries.strings().all().ofMaxLength(5).filter(ChangeReaderPropertyTest::isText),
                        Arbitraries.strings()
                                .all()
                                .ofMinLength(1)
                                .ofMaxLength(5)
                                .filter(ChangeReaderPropertyTest::isText),
                        numbers,
                        times,
                        numbers)
                .as(Row::new);
    }

    private static Arbitrary<ObjectNode> columns() {
        // Names that look like the forms' own, but are columns.
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("op", "data", "BI", "doc", "before", "payload", "_", "__own"),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(6));
        return Arbitraries.maps(names, values()).ofMinSize(1).ofMaxSize(5).map(ChangeReaderPropertyTest::object);
    }

    private static Arbitrary<JsonNode> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(8)
                        .filter(ChangeReaderPropertyTest::isText)
                        .map(TextNode::valueOf),
                Arbitraries.longs().map(ChangeReaderPropertyTest::whole),
                Arbitraries.integers().map(number -> DecimalNode.valueOf(BigDecimal.valueOf(number, 2))),
                Arbitraries.of(BooleanNode.TRUE, BooleanNode.FALSE),
                Arbitraries.just(NullNode.getInstance()),
                Arbitraries.just(
                        Json.object().set("a", Json.object().arrayNode().add("x"))));
    }

    /** As the parser makes it: equal trees need equal types of numbers. */
    private static JsonNode whole(long number) {
        return (int) number == number ? Json.object().numberNode((int) number) : LongNode.valueOf(number);
    }

    private static ObjectNode object(Map<String, JsonNode> fields) {
        return Json.object().setAll(fields);
    }

    /** No half of a surrogate pair, which UTF-8 cannot hold. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
