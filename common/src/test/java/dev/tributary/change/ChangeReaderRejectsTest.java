package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how it is said: each line breaks one thing of a good value. */
class ChangeReaderRejectsTest {

    private static final String DMS = """
            {"data": {"id": 1, "name": "s3cret"}, "before-image": {"id": 2},
             "metadata": {"timestamp": "2025-03-01T07:15:02.500001Z", "record-type": "data", "operation": "update",
              "schema-name": "harbour", "table-name": "boats", "transaction-id": 5, "transaction-record-id": 6,
              "stream-position": "00000003/1A2B3C40.3.00000003/1A2B3C40", "commit-timestamp": "2025-03-01T07:15:02Z"}}""";

    private static final String CONTROL = """
            {"control": {"table-def": {}}, "metadata": {"timestamp": "2025-03-01T07:15:02Z", "record-type": "control",
              "operation": "drop-table", "schema-name": "harbour", "table-name": "boats"}}""";

    private static final String ENVELOPE = """
            {"before": {"id": 1}, "after": {"id": 1, "name": "s3cret"}, "op": "u",
             "source": {"connector": "postgresql", "db": "port", "schema": "harbour", "table": "berths", "lsn": 33554432,
              "ts_ms": 1740812400123, "txId": 7}, "transaction": {"id": "7:1", "total_order": 1}}""";

    private static final String FLATTENED = """
            {"id": 1, "name": "s3cret", "__op": "u", "__deleted": "false", "__table": "berths", "__lsn": 5,
             "__source_ts_ms": 1740812400123, "__db": "port"}""";

    private static final String SCHEMA = """
            {"schema": {"type": "struct", "fields": [{"type": "struct", "field": "after", "fields": [
              {"type": "int32", "field": "id"}, {"type": "string", "field": "name"},
              {"type": "bytes", "name": "org.apache.kafka.connect.data.Decimal", "parameters": {"scale": "2"}, "field": "price"}]}]},
             "payload": {"op": "c", "after": {"id": 1, "name": "s3cret", "price": "AfQ="},
              "source": {"table": "t", "ts_ms": 1740812400123}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id": 1, "name": "s3cret"}, | null,          | MISSING_FIELD     | data: missing (expected: an object)
            {"id": 1, "name": "s3cret"}, | [],            | INVALID_FIELD     | data: array (expected: an object)
            "data": {                    | "x": {         | MISSING_FIELD     | data: missing
            "record-type": "data",       | ``             | MISSING_FIELD     | metadata.record-type: missing (expected: a string)
            "record-type": "data"        | "record-type": 1 | INVALID_FIELD   | metadata.record-type: number (expected: a string)
            "record-type": "data"        | "record-type": "row" | UNKNOWN_FORMAT | metadata.record-type: "row" (expected: data or control)
            "operation": "update",       | ``             | MISSING_FIELD     | metadata.operation: missing
            "operation": "update"        | "operation": true | INVALID_FIELD  | metadata.operation: boolean
            "operation": "update"        | "operation": "upsert" | UNKNOWN_OPERATION | metadata.operation: "upsert" (expected: load, insert, update or delete)
            "operation": "update"        | "operation": "create-table" | UNKNOWN_OPERATION | metadata.operation: "create-table" (expected: load
            "harbour"                    | 5              | INVALID_FIELD     | metadata.schema-name: number (expected: a string)
            "boats"                      | {}             | INVALID_FIELD     | metadata.table-name: object (expected: a string)
            "boats"                      | ""             | MISSING_FIELD     | metadata.table-name: missing (expected: the table's name)
            "boats"                      | null           | MISSING_FIELD     | metadata.table-name: missing
            "transaction-id": 5          | "transaction-id": [] | INVALID_FIELD | metadata.transaction-id: array (expected: a whole number
            "transaction-id": 5          | "transaction-id": -5 | INVALID_FIELD | metadata.transaction-id: number
            "transaction-record-id": 6               | "transaction-record-id": 6.5 | INVALID_FIELD   | metadata.transaction-record-id: number (expected: a whole number that is not negative)
            "transaction-record-id": 6               | "transaction-record-id": 1e200 | INVALID_FIELD | metadata.transaction-record-id: number
            "transaction-record-id": 6               | "transaction-record-id": "0/A" | INVALID_FIELD | metadata.transaction-record-id: string (expected: a whole number
            "stream-position": "         | "stream-position": 5, "x": " | INVALID_FIELD | metadata.stream-position: number (expected: a string)
            00000003/1A2B3C40.3.         | ÿ              | INVALID_POSITION  | metadata.stream-position: text of 18 characters that is no position (expected: numbers in printable ASCII)
            00000003/1A2B3C40.3.00000003/1A2B3C40 | none  | INVALID_POSITION  | metadata.stream-position: text of 4 characters that is no position
            "2025-03-01T07:15:02Z"       | 1740812400     | INVALID_FIELD     | metadata.commit-timestamp: number (expected: a string)
            "2025-03-01T07:15:02Z"       | "yesterday"    | INVALID_TIME      | metadata.commit-timestamp: text of 9 characters that is no time (expected: ISO 8601 in the years 1970-9999, such as 2024-07-29T00:59:07.686557Z)
            "2025-03-01T07:15:02Z"       | "1969-12-31T23:59:59Z" | INVALID_TIME | metadata.commit-timestamp: text of 20 characters that is no time
            "stream-position"            | "x"            | OK                | ``
            "stream-position": "00000003/1A2B3C40.3.00000003/1A2B3C40", "commit | "commit | OK | ``
            "timestamp": "2025-03-01T07:15:02.500001Z", | ``           | OK   | ``
            "before-image": {"id": 2}    | "before-image": 7 | INVALID_FIELD  | "before-image": number (expected: an object, the before image)
            "before-image": {"id": 2}    | "a": {"id": 2}, "b": {} | AMBIGUOUS_FIELD | "a" and "b": two objects beside data and metadata (expected: one, the before image)
            {"id": 1, "name": "s3cret"}  | {"id": 1, "_doc": {"id": 1}} | AMBIGUOUS_FIELD | data: "id" in _doc and beside it (expected: once)
            {"id": 2}                    | {"id": 2, "_doc": {"id": 1}} | AMBIGUOUS_FIELD | the before image: "id" in _doc and beside it
            "operation": "update"        | "operation": "insert" | AMBIGUOUS_FIELD | a before image of "id" in a new row (expected: none""")
    void shouldSayWhatIsWrongWithDms(String good, String bad, String problem, String message) throws Exception {
        check(DMS, good, bad, problem, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "load"})
    void shouldRefuseWhatANewRowWasBefore(String operation) {
        String value = DMS.replace("\"before-image\": {\"id\": 2},", "")
                .replace("\"name\": \"s3cret\"", "\"BI_id\": \"s3cret\"")
                .replace("\"update\"", "\"" + operation + "\"");

        InvalidChangeException problem = catchProblem(value);

        assertThat(problem.problem()).isEqualTo(Problem.AMBIGUOUS_FIELD);
        assertThat(problem)
                .hasMessage("a before image of \"id\" in a new row (expected: none; if a column's own name begins so,"
                        + " another prefix of before images, or none)");
    }

    @Test
    void shouldNeedTheTimestampWhereItIsTheOrder() {
        String load = DMS.replace("\"update\"", "\"load\"").replace("{\"id\": 2}", "null");

        assertThat(catchProblem(load.replace("\"timestamp\": \"2025-03-01T07:15:02.500001Z\", ", "")))
                .hasMessage("metadata.timestamp: missing (expected: a string)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "drop-table"      | "load"           | UNKNOWN_OPERATION | metadata.operation: "load" (expected: create-table, rename-table, drop-table, change-columns, add-column, drop-column, rename-column, column-type-change or truncate-table)
            {"table-def": {}} | "x"              | INVALID_FIELD     | control: string (expected: an object)
            "control": {      | "data": {"a": 1}, "control": { | INVALID_FIELD | "data": object in a control record (expected: control and metadata alone)
            "control": {      | "x": 1, "control": { | INVALID_FIELD | "x": number in a control record
            "drop-table", "schema-name": "harbour", "table-name": "boats" | "truncate-table" | MISSING_FIELD | metadata.table-name: missing (expected: the table's name)
            "drop-table"      | "truncate-table" | MISSING_FIELD     | metadata.stream-position: missing (expected: a truncation's position; have the endpoint include transaction details)
            , "table-name": "boats" | ``         | OK                | ``
            "2025-03-01T07:15:02Z"  | "2025-02-30T07:15:02Z" | INVALID_TIME | metadata.timestamp: text of 20 characters""")
    void shouldSayWhatIsWrongWithControlsOfDms(String good, String bad, String problem, String message)
            throws Exception {
        check(CONTROL, good, bad, problem, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "op": "u"            | "op": "x"         | UNKNOWN_OPERATION | op: "x" (expected: c, u, d, r, t or m)
            "op": "u"            | "op": null        | MISSING_FIELD     | op: missing (expected: a string)
            "op": "u"            | "op": ["u"]       | INVALID_FIELD     | op: array (expected: a string)
            "op": "u"            | "op": "c"         | AMBIGUOUS_FIELD   | op "c" with before: an object (expected: null)
            "op": "u"            | "op": "d"         | AMBIGUOUS_FIELD   | op "d" with after: an object (expected: null)
            "op": "u"            | "op": "m"         | MISSING_FIELD     | message: missing (expected: an object)
            "op": "u"            | "op": "m", "message": {} | MISSING_FIELD | message.prefix: missing (expected: a string)
            "after"              | "x"               | MISSING_IMAGE     | op "u" without after (expected: an object)
            "after": {"id": 1, "name": "s3cret"} | "after": "{}" | INVALID_FIELD | after: string (expected: an object)
            "before": {"id": 1}  | "before": []      | INVALID_FIELD     | before: array (expected: an object)
            "source": {          | "x": {            | MISSING_FIELD     | source: missing (expected: an object)
            "berths"             | ""                | MISSING_FIELD     | source.table: missing (expected: the table's name)
            "berths"             | false             | INVALID_FIELD     | source.table: boolean (expected: a string)
            "postgresql"         | 1                 | INVALID_FIELD     | source.connector: number
            "port"               | 1                 | INVALID_FIELD     | source.db: number
            "harbour"            | {}                | INVALID_FIELD     | source.schema: object
            33554432             | -1                | INVALID_FIELD     | source.lsn: number (expected: a whole number that is not negative)
            33554432             | true              | INVALID_FIELD     | source.lsn: boolean
            33554432             | ""                | INVALID_POSITION  | source.lsn: text of 0 characters that is no position
            "lsn": 33554432      | "file": 5         | INVALID_FIELD     | source.file: number (expected: a string)
            "lsn": 33554432      | "file": "f.1", "pos": {} | INVALID_FIELD | source.pos: object
            "lsn": 33554432      | "commit_lsn": []  | INVALID_FIELD     | source.commit_lsn: array
            "ts_ms"              | "x"               | MISSING_FIELD     | source.ts_ms: missing (expected: the time of the change in milliseconds)
            1740812400123        | "1e3"             | INVALID_FIELD     | source.ts_ms: string (expected: a whole number that is not negative)
            1740812400123        | -1                | INVALID_FIELD     | source.ts_ms: number
            1740812400123        | 253402300800000   | INVALID_TIME      | source.ts_ms: a number of 15 digits that is no time (expected: 1970-9999)
            1740812400123        | 9223372036854775808 | INVALID_TIME    | source.ts_ms: a number of 19 digits that is no time
            "ts_ms": 1740812400123 | "ts_ns": 9223372036854775807 | OK       | ``
            "txId": 7            | "txId": {}        | OK                | ``
            "7:1"                | []                | INVALID_FIELD     | transaction.id: array (expected: a whole number
            "total_order": 1     | "total_order": 0.5 | INVALID_FIELD    | transaction.total_order: number
            {"id": "7:1", "total_order": 1} | "7:1"  | INVALID_FIELD     | transaction: string (expected: an object)
            "op": "u"            | "__op": "u"       | MISSING_FIELD     | __table: missing""")
    void shouldSayWhatIsWrongWithDebezium(String good, String bad, String problem, String message) throws Exception {
        check(ENVELOPE, good, bad, problem, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"op": "d", "source": {}}                                  | MISSING_IMAGE | op "d" without before (expected: an object)
            {"source": {"ts_ms": 1}, "ddl": 5}                         | INVALID_FIELD | ddl: number (expected: a string)
            {"source": {"ts_ms": 1}, "tableChanges": {}}               | INVALID_FIELD | tableChanges: object (expected: a list)
            {"source": {"ts_ms": 1}, "tableChanges": [{}]}             | INVALID_FIELD | tableChanges.type: nothing (expected: a string)
            {"source": {"ts_ms": 1}, "tableChanges": [5]}              | INVALID_FIELD | tableChanges.type: nothing
            {"source": {}, "ddl": "x"}                                 | MISSING_FIELD | source.ts_ms: missing""")
    void shouldSayWhatIsWrongWithOtherEventsOfDebezium(String value, Problem problem, String message) {
        assertThat(catchProblem(value)).hasMessageStartingWith(message);
        assertThat(catchProblem(value).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "__op": "u"            | "__op": "t"       | UNKNOWN_OPERATION | __op: "t" (expected: c, u, d or r)
            "__op": "u"            | "__op": 5         | INVALID_FIELD     | __op: number (expected: a string)
            "__op": "u"            | "__op": "d"       | AMBIGUOUS_FIELD   | __op "d" with __deleted false (expected: that they agree)
            "false"                | "true"            | AMBIGUOUS_FIELD   | __op "u" with __deleted true
            "false"                | "no"              | INVALID_FIELD     | __deleted: string (expected: true or false)
            "false"                | 0                 | INVALID_FIELD     | __deleted: number (expected: true or false)
            "__op": "u", "__deleted": "false" | "__op": null | MISSING_FIELD | __op: missing (expected: c, u, d or r; add.fields=op,table,schema,lsn,source.ts_ms in the transformation)
            "__table": "berths",   | ``                | MISSING_FIELD     | __table: missing (expected: the table's name; add.fields=op,table,schema,lsn,source.ts_ms in the transformation)
            "__table": "berths"    | "__table": null   | MISSING_FIELD     | __table: missing
            "berths"               | 5                 | INVALID_FIELD     | __table: number
            "__source_ts_ms"       | "x"               | MISSING_FIELD     | __source_ts_ms: missing (expected: the time of the change; add.fields=op,table,schema,lsn,source.ts_ms in the transformation)
            1740812400123          | []                | INVALID_FIELD     | __ts_ms: array
            "__db": "port"         | "__source_table": "x" | AMBIGUOUS_FIELD | __source_table: not the same with and without its prefix (expected: one value)
            "__lsn": 5             | "__lsn": {}       | INVALID_FIELD     | __lsn: object""")
    void shouldSayWhatIsWrongWithFlattened(String good, String bad, String problem, String message) throws Exception {
        check(FLATTENED, good, bad, problem, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id": 1              | "id": "1"         | INVALID_VALUE | after: "id": string that does not fit its schema (expected: "int32")
            "id": 1              | "id": 2147483648  | INVALID_VALUE | after: "id": number that does not fit its schema (expected: "int32")
            "AfQ="               | "AfQ"             | OK            | ``
            "AfQ="               | "?"               | INVALID_VALUE | after: "price": string that does not fit its schema (expected: "bytes" as "org.apache.kafka.connect.data.Decimal")
            "AfQ="               | ""                | INVALID_VALUE | after: "price": string
            "AfQ="               | {}                | INVALID_VALUE | after: "price": object
            "scale": "2"         | "scale": "two"    | INVALID_VALUE | after: "price": string
            "scale": "2"         | "scale": "1001"   | INVALID_VALUE | after: "price": string
            "scale": "2"         | "x": "2"          | INVALID_VALUE | after: "price": string
            "type": "int32"      | "type": "int128"  | INVALID_VALUE | after: "id": number that does not fit its schema (expected: "int128")
            "type": "int32"      | "type": {}        | INVALID_VALUE | after: "id": number
            "id": 1              | "other": 1        | INVALID_VALUE | after: "other": not in the schema (expected: a column that it declares)
            "field": "id"        | "field": 5        | INVALID_VALUE | after: "id": not in the schema
            "field": "after"     | "field": "before" | MISSING_FIELD | schema: no field "after" (expected: the schema of the value)
            "field": "after", "fields" | "field": "after", "x" | INVALID_FIELD | schema.after: object (expected: null, or a struct with fields)
            {"type": "struct", "fields": [{"type": "struct" | 5, "x": {"fields": [{"a": "struct" | UNKNOWN_FORMAT | a value that is no change
            "op": "c"            | "op": "r"         | OK            | ``""")
    void shouldSayWhatDoesNotFitItsSchema(String good, String bad, String problem, String message) throws Exception {
        check(SCHEMA, good, bad, problem, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\": 1, \"name\": \"s3cret\"}",
                "{\"metadata\": \"s3cret\", \"data\": {}}",
                "{\"metadata\": {}}",
                "{\"schema\": null}",
                "{\"payload\": null, \"schema\": null, \"x\": 1}",
                "{\"payload\": {}}",
                "{\"source\": {}}",
                "{\"op\": \"c\"}",
                "{\"__table\": \"t\", \"__source_ts_ms\": 1}",
                "{\"status\": \"BEGIN\", \"id\": \"571:53195829\", \"ts_ms\": 1486500577125}"
            })
    void shouldRefuseWhatIsNoChange(String value) {
        InvalidChangeException problem = catchProblem(value);

        assertThat(problem.problem()).isEqualTo(Problem.UNKNOWN_FORMAT);
        assertThat(problem)
                .hasMessageStartingWith(
                        "a value that is no change (expected: metadata with data or control, as of DMS;")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "true", "\"s3cret\""})
    void shouldRefuseAnEnvelopeAroundSomethingElse(String payload) {
        InvalidChangeException problem = catchProblem("{\"schema\": null, \"payload\": " + payload + "}");

        assertThat(problem.problem()).isEqualTo(Problem.UNKNOWN_FORMAT);
        assertThat(problem).hasMessageMatching("payload: \\w+ \\(expected: an object or null\\)");
    }

    @Test
    void shouldNotGuessBetweenTwoForms() {
        InvalidChangeException problem =
                catchProblem("{\"metadata\": {}, \"data\": {}, \"source\": {}, \"op\": \"c\"}");

        assertThat(problem.problem()).isEqualTo(Problem.AMBIGUOUS_FORMAT);
        assertThat(problem)
                .hasMessageStartingWith("a value with the marks of DMS and of Debezium (expected: metadata with data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"metadata\": {\"record-type\": \"x\"}, \"data\": {}",
                "\"source\": {}, \"op\": \"c\", \"after\": {}",
                "\"schema\": null, \"payload\": {}"
            })
    void shouldTakeColumnsOfAFlattenedRowForColumns(String columns) throws Exception {
        String value = "{\"__op\": \"c\", \"__table\": \"t\", \"__source_ts_ms\": 1, " + columns + "}";

        RowChange change = (RowChange) read(Changes.json(value));

        assertThat(change.after()).hasValue(Changes.json("{" + columns + "}"));
    }

    @Test
    void shouldBoundPositions() {
        String long100 = "1".repeat(100);

        assertThat(catchProblem(ENVELOPE.replace("33554432", "\"" + long100 + "\"")))
                .hasMessage(
                        "a position that is too long (expected: numbers of at most 99 digits, and 400 characters in all)");
        assertThat(catchProblem(ENVELOPE.replace("33554432", "\"" + "1.".repeat(200) + "\""))
                        .problem())
                .isEqualTo(Problem.INVALID_POSITION);
    }

    @Test
    void shouldQuoteLongNamesInPart() {
        assertThat(catchProblem(ENVELOPE.replace("\"u\"", "\"" + "x".repeat(1_000) + "\"")))
                .hasMessageContaining("x".repeat(40) + "…\"")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    private static void check(String value, String good, String bad, String problem, String message) throws Exception {
        assertThat(value).contains(good);
        String broken = value.replace(good, bad);
        if (problem.equals("OK")) {
            assertThat(read(Changes.json(broken))).isNotNull();
            return;
        }
        assertThatThrownBy(() -> read(Changes.json(broken)))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e)
                        .hasMessageStartingWith(message)
                        .hasMessageContaining("(expected: ")
                        .hasMessageNotContaining("s3cret"))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.valueOf(problem)));
    }

    private static InvalidChangeException catchProblem(String value) {
        try {
            throw new AssertionError("read as " + read(Changes.json(value)));
        } catch (InvalidChangeException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ChangeEvent read(ObjectNode value) throws InvalidChangeException {
        return new ChangeReader("BI_").read(value).orElseThrow();
    }
}
