package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What DMS says about a record: the operation, the table, and of a change its transaction, whose records it counts. */
final class DmsMetadata {

    /** A transformation rule has given the schema this name, so that the same table is there twice. */
    static final String SCHEMA = "dms";

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private long transaction;
    private int record;
    private long previousTransaction;
    private int previousRecord;

    /** Of a row of the full load, or of the table that is made before it: neither has a transaction. */
    ObjectNode load(CapturedEvent event, String type, String operation, String partitionKey) {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", time(event.madeAt()))
                .put("record-type", type)
                .put("operation", operation)
                .put("partition-key-type", type.equals("data") ? "primary-key" : "schema-table");
        if (type.equals("data")) {
            metadata.put("partition-key-value", partitionKey);
        }
        return metadata.put("schema-name", SCHEMA).put("table-name", EmployeesDatabase.TABLE);
    }

    /** Of the next change, in the order of commits. */
    ObjectNode change(CapturedEvent event, String type, String operation, String partitionKey) {
        count(event.source().path("txId").asLong());
        String position = position(event.lsn());
        return load(event, type, operation, partitionKey)
                .put("transaction-id", transaction)
                .put("transaction-record-id", record)
                .put("prev-transaction-id", previousTransaction)
                .put("prev-transaction-record-id", previousRecord)
                .put("stream-position", position + "." + record + "." + position)
                .put("commit-timestamp", time(event.committedAt()));
    }

    private void count(long next) {
        if (next != transaction) {
            previousTransaction = transaction;
            previousRecord = record;
            transaction = next;
            record = 0;
        }
        record++;
    }

    private static String position(long lsn) {
        return String.format(Locale.ROOT, "%08X/%08X", lsn >>> 32, lsn & 0xFFFF_FFFFL);
    }

    private static String time(long micros) {
        return MICROS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
