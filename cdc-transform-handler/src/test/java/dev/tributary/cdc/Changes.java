package dev.tributary.cdc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Changes of one table as AWS DMS and Debezium write them, on one line; numbered, which makes their place. Quotes may be single. */
final class Changes {

    static final String TIME = "2026-03-04T05:06:07Z";
    static final String DAY = "year=2026/month=03/day=04/";
    static final String ITEMS = "shop/items";
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final long EPOCH_MILLIS = 1_772_600_767_000L;

    private Changes() {}

    /** Of table shop.items. */
    static String dms(int number, String operation, String data) {
        return dms(number, operation, data, "");
    }

    /** Of table shop.items, with a before image unless it is empty. */
    static String dms(int number, String operation, String data, String before) {
        String image = before.isEmpty() ? "" : "'before-image': " + before + ", ";
        return quoted("{'data': %s, %s'metadata': {%s}}"
                .formatted(data, image, metadata(number, "data", operation, "shop", "items")));
    }

    /** An insert into any table. */
    static String dmsOf(String schema, String table, int number) {
        return quoted(
                "{'data': {'id': 'a'}, 'metadata': {%s}}".formatted(metadata(number, "data", "insert", schema, table)));
    }

    static String dmsLoad(int number, String data) {
        return quoted(
                "{'data': %s, 'metadata': {'timestamp': '2026-03-04T05:%02d:%02dZ', 'record-type': 'data', 'operation': 'load',"
                                .formatted(data, number / 60, number % 60)
                        + " 'schema-name': 'shop', 'table-name': 'items'}}");
    }

    static String dmsControl(int number, String operation) {
        return quoted(
                "{'metadata': {%s}, 'control': {}}".formatted(metadata(number, "control", operation, "shop", "items")));
    }

    private static String metadata(int number, String type, String operation, String schema, String table) {
        return String.format(
                Locale.ROOT,
                "'timestamp': '%s', 'record-type': '%s', 'operation': '%s', 'schema-name': '%s', 'table-name': '%s',"
                        + " 'transaction-id': %d, 'transaction-record-id': 1,"
                        + " 'stream-position': '00000002/%08X.1.00000002/%08X', 'commit-timestamp': '%s'",
                TIME,
                type,
                operation,
                schema,
                table,
                1_000 + number,
                number,
                number,
                TIME);
    }

    /** Of table shop.items; an image that is empty is null. */
    static String debezium(int number, String op, String before, String after) {
        return quoted("{'before': %s, 'after': %s, 'source': {%s}, 'op': '%s', 'transaction': null}"
                .formatted(
                        before.isEmpty() ? "null" : before,
                        after.isEmpty() ? "null" : after,
                        source(number, op.equals("r")),
                        op));
    }

    static String debeziumMessage(int number) {
        return quoted("{'op': 'm', 'source': {%s}, 'message': {'prefix': 'audit', 'content': 'aGk='}}"
                .formatted(source(number, false)));
    }

    private static String source(int number, boolean snapshot) {
        return String.format(
                Locale.ROOT,
                "'version': '3.3.1.Final', 'connector': 'postgresql', 'name': 'shop', 'ts_ms': %d, 'snapshot': '%b',"
                        + " 'db': 'shop', 'schema': 'shop', 'table': 'items', 'txId': %d, 'lsn': %d, 'xmin': null",
                EPOCH_MILLIS,
                snapshot,
                700 + number,
                33_000_000 + number);
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

    static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
