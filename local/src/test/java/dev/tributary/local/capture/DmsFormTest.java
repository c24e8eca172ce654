package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DmsFormTest {

    private static final long LSN = 0x2_7C00_73F8L;
    private static final CapturedEvent JANE = new CapturedEvent("{\"id\":45}", """
                    {"before":null,"after":{"id":45,"first_name":"Jane","last_name":null,"salary":"1234.50","hire_date":-1,
                     "created_at":"2024-07-29T00:59:07.5Z","updated_at":1722214740000000,"profile":"{\\"a\\": 1}","notes":"long"},
                     "source":{"ts_us":1722214747678294,"txId":7,"lsn":1},"op":"r","ts_us":1722214747686557}""");

    @Test
    void shouldBeginWithTheTable() {
        CapturedChange first = DmsForm.of(List.of(JANE)).load().get(0);

        assertThat(json(first)).isEqualTo(ExactJson.parse("""
                                        {"control":{"table-def":{"columns":{"id":{"type":"INT64","nullable":false},
                                          "first_name":{"type":"WSTRING","nullable":true},"last_name":{"type":"WSTRING","nullable":true},
                                          "email":{"type":"WSTRING","nullable":true},"department":{"type":"WSTRING","nullable":true},
                                          "salary":{"type":"NUMERIC","nullable":true},"hire_date":{"type":"DATE","nullable":true},
                                          "created_at":{"type":"DATETIME","nullable":true},"updated_at":{"type":"DATETIME","nullable":true},
                                          "profile":{"type":"NCLOB","nullable":true},"notes":{"type":"NCLOB","nullable":true}},
                                          "primary-key":["id"]}},
                                         "metadata":{"timestamp":"2024-07-29T00:59:07.686557Z","record-type":"control",
                                          "operation":"create-table","partition-key-type":"schema-table","schema-name":"dms",
                                          "table-name":"employees"}}"""));
        assertThat(first.partitionKey()).isEqualTo("dms.employees");
    }

    @Test
    void shouldLoadRowsWithoutTransaction() {
        CapturedChange loaded = DmsForm.of(List.of(JANE)).load().get(1);

        assertThat(new String(loaded.value(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"data\":{\"id\":45,\"first_name\":\"Jane\",\"salary\":1234.50,\"hire_date\":\"1969-12-31\","
                                + "\"created_at\":\"2024-07-29T00:59:07.5Z\",\"updated_at\":\"2024-07-29T00:59:00\","
                                + "\"profile\":\"{\\\"a\\\": 1}\",\"notes\":\"long\"},"
                                + "\"metadata\":{\"timestamp\":\"2024-07-29T00:59:07.686557Z\",\"record-type\":\"data\","
                                + "\"operation\":\"load\",\"partition-key-type\":\"primary-key\","
                                + "\"partition-key-value\":\"dms.employees.45\",\"schema-name\":\"dms\","
                                + "\"table-name\":\"employees\"}}\n");
        assertThat(loaded.partitionKey()).isEqualTo("dms.employees.45");
    }

    @Test
    void shouldTellWhereInWhichTransactionAChangeIs() {
        List<JsonNode> records =
                changes(change("u", null, row(45, "a"), 8, LSN), change("u", null, row(45, "b"), 9, LSN + 16));

        JsonNode metadata = records.get(1).path("metadata");
        assertThat(metadata.path("transaction-id").asInt()).isEqualTo(9);
        assertThat(metadata.path("transaction-record-id").asInt()).isEqualTo(1);
        assertThat(metadata.path("prev-transaction-id").asInt()).isEqualTo(8);
        assertThat(metadata.path("prev-transaction-record-id").asInt()).isEqualTo(1);
        assertThat(metadata.path("stream-position").asText()).isEqualTo("00000002/7C007408.1.00000002/7C007408");
        assertThat(metadata.path("commit-timestamp").asText()).isEqualTo("2024-07-29T00:59:08.000000Z");
        assertThat(metadata.path("timestamp").asText()).isEqualTo("2024-07-29T00:59:09.000000Z");
    }

    @Test
    void shouldReadWhatDebeziumLeavesOut() {
        List<JsonNode> records = changes(
                change("u", null, row(45, "__debezium_unavailable_value"), 8, LSN),
                change("d", row(45, null), null, 8, LSN + 16),
                change("c", null, row(46, "__debezium_unavailable_value"), 8, LSN + 16));

        assertThat(records)
                .extracting(record -> record.path("data").path("notes").asText())
                .containsExactly("long", "long");
        assertThat(records.get(0).path("before-image")).isEqualTo(ExactJson.parse("{}"));
    }

    @Test
    void shouldRefuseToGuessWhatIsNotKnown() {
        CapturedEvent event = change("u", null, row(99, "__debezium_unavailable_value"), 8, LSN);

        assertThatThrownBy(() -> DmsForm.of(List.of(JANE, event)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("notes: unchanged in a row that was not there");
    }

    @Test
    void shouldMakeAnUpdateOfADeleteAndAnInsertAtOnePosition() {
        List<JsonNode> records = changes(
                change("d", row(45, null), null, 8, LSN),
                new CapturedEvent("{\"id\":45}", null),
                change("c", null, row(46, "x"), 8, LSN));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.path("metadata").path("operation").asText()).isEqualTo("update");
            assertThat(record.path("data").path("id").asInt()).isEqualTo(46);
            assertThat(record.path("before-image")).isEqualTo(ExactJson.parse("{\"id\":45}"));
        });
    }

    @Test
    void shouldKeepADeleteAndAnInsertApartThatAreAtTwoPositions() {
        List<JsonNode> records = changes(
                change("d", row(45, null), null, 8, LSN),
                new CapturedEvent("{\"id\":45}", null),
                change("c", null, row(45, "x"), 8, LSN + 16));

        assertThat(records)
                .extracting(record -> record.path("metadata").path("operation").asText())
                .containsExactly("delete", "insert");
        assertThat(records.get(0).path("data")).isEqualTo(ExactJson.parse("{\"id\":45}"));
    }

    @Test
    void shouldTellOfTruncationsAndNewColumnsButNoMessages() {
        List<JsonNode> records = changes(
                change("t", null, null, 8, LSN),
                message("audit", 8, LSN + 16),
                message("ddl", 8, LSN + 32),
                change("d", row(45, null), null, 8, LSN + 48));

        assertThat(records)
                .extracting(record -> record.path("metadata").path("operation").asText())
                .containsExactly("truncate-table", "add-column", "delete");
        assertThat(records)
                .extracting(record ->
                        record.path("metadata").path("transaction-record-id").asInt())
                .containsExactly(1, 2, 3);
        assertThat(records.get(1)
                        .path("control")
                        .path("table-def")
                        .path("columns")
                        .path("team")
                        .path("type")
                        .asText())
                .isEqualTo("WSTRING");
    }

    /** What becomes of them when Jane is there. */
    private static List<JsonNode> changes(CapturedEvent... events) {
        List<CapturedEvent> all =
                Stream.concat(Stream.of(JANE), Stream.of(events)).toList();
        return DmsForm.of(all).changes().stream().map(DmsFormTest::json).toList();
    }

    private static JsonNode json(CapturedChange change) {
        return ExactJson.parse(change.value());
    }

    private static String row(int id, @Nullable String notes) {
        return "{\"id\":" + id + ",\"notes\":" + (notes == null ? null : "\"" + notes + "\"") + "}";
    }

    private static CapturedEvent change(
            String operation, @Nullable String before, @Nullable String after, int transaction, long lsn) {
        return new CapturedEvent(
                "{}",
                "{\"before\":" + before + ",\"after\":" + after + "," + source(transaction, lsn) + ",\"op\":\""
                        + operation + "\",\"ts_us\":1722214749000000}");
    }

    private static CapturedEvent message(String prefix, int transaction, long lsn) {
        String content = Base64.getEncoder().encodeToString("ALTER".getBytes(StandardCharsets.UTF_8));
        return new CapturedEvent(
                "{}",
                "{\"op\":\"m\",\"ts_ms\":1722214749000," + source(transaction, lsn) + ",\"message\":{\"prefix\":\""
                        + prefix + "\",\"content\":\"" + content + "\"}}");
    }

    private static String source(int transaction, long lsn) {
        return "\"source\":{\"ts_us\":1722214748000000,\"txId\":" + transaction + ",\"lsn\":" + lsn + "}";
    }
}
