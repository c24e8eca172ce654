package dev.tributary.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Changes of {@code public.employees} as AWS DMS and Debezium write them; numbered, which makes their place. Quotes may be single. */
final class Changes {

    static final String DAY = "year=2026/month=03/day=04/";
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final String TIME = "2026-03-04T05:06:07Z";
    private static final long EPOCH_MILLIS = 1_772_600_767_000L;

    private Changes() {}

    /** An employee that keeps the contract. */
    static String employee(int id, String notes) {
        return "{'id': " + id + ", 'first_name': ' Ada ', 'last_name': 'Example', 'email': 'ada@example.com',"
                + " 'department': 'Finance', 'salary': '5200.50', 'hire_date': '2024-02-01',"
                + " 'created_at': '2024-02-01 08:00:00', 'updated_at': '2024-02-01T10:00:00+02:00', 'notes': '" + notes
                + "'}";
    }

    static String dms(int number, String operation, String data) {
        return dms(number, operation, data, "{}");
    }

    static String dms(int number, String operation, String data, String before) {
        return quoted("{'data': " + data + ", 'before-image': " + before + ", 'metadata': {"
                + metadata(number, "data", operation, "public", "employees") + "}}");
    }

    static String dmsLoad(String data) {
        return quoted("{'data': " + data + ", 'metadata': {'timestamp': '" + TIME + "', 'record-type': 'data',"
                + " 'operation': 'load', 'schema-name': 'public', 'table-name': 'employees'}}");
    }

    static String dmsControl(int number, String operation) {
        return quoted("{'metadata': {" + metadata(number, "control", operation, "public", "employees")
                + "}, 'control': {'table-def': {}}}");
    }

    /** An insert into a table of any name. */
    static String dmsOf(String schema, String table, int number) {
        return quoted("{'data': {'id': " + number + "}, 'metadata': {"
                + metadata(number, "data", "insert", schema, table) + "}}");
    }

    private static String metadata(int number, String type, String operation, String schema, String table) {
        return String.format(
                Locale.ROOT,
                "'timestamp': '%s', 'record-type': '%s', 'operation': '%s', 'schema-name': '%s', 'table-name': '%s',"
                        + " 'transaction-id': %d, 'transaction-record-id': 1, 'stream-position': '00000002/%08X.1.0',"
                        + " 'commit-timestamp': '%s'",
                TIME,
                type,
                operation,
                schema,
                table,
                number,
                number,
                TIME);
    }

    /** An image that is empty is null. */
    static String debezium(int number, String op, String before, String after) {
        return quoted("{'before': " + (before.isEmpty() ? "null" : before) + ", 'after': "
                + (after.isEmpty() ? "null" : after) + ", 'source': {" + source(number, "employees") + "}, 'op': '" + op
                + "', 'transaction': null}");
    }

    static String debeziumMessage(int number) {
        return quoted("{'op': 'm', 'source': {" + source(number, "")
                + "}, 'message': {'prefix': 'audit', 'content': 'aGk='}}");
    }

    private static String source(int number, String table) {
        return String.format(
                Locale.ROOT,
                "'version': '3.3.1.Final', 'connector': 'postgresql', 'name': 'hr', 'ts_ms': %d, 'snapshot': 'false',"
                        + " 'db': 'hr', 'schema': 'public', 'table': '%s', 'txId': %d, 'lsn': %d, 'xmin': null",
                EPOCH_MILLIS,
                table,
                number,
                33_000_000 + number);
    }

    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(file)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
