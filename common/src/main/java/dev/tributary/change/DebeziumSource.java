package dev.tributary.change;

import dev.tributary.change.Provenance.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Debezium's block {@code source} tells: the table, the time, and the place in the database's log. */
final class DebeziumSource {

    private static final String UNKNOWN_SYSTEM = "debezium";

    private final Fields source;
    private final SourceTables tables;

    DebeziumSource(Fields source, SourceTables tables) {
        this.source = source;
        this.tables = tables;
    }

    Provenance ofRow(boolean snapshot, @Nullable Fields transaction) throws InvalidChangeException {
        String name = source.textOrEmpty("table");
        if (name.isEmpty()) {
            throw source.missing("table", "the table's name");
        }
        return provenance(snapshot, transaction, name);
    }

    /** Of what may have happened to no table. */
    Provenance ofOther(@Nullable Fields transaction) throws InvalidChangeException {
        return provenance(false, transaction, source.textOrEmpty("table"));
    }

    static boolean hasTime(Fields source) {
        return source.has("ts_ns") || source.has("ts_us") || source.has("ts_ms");
    }

    private Provenance provenance(boolean snapshot, @Nullable Fields transaction, String table)
            throws InvalidChangeException {
        Instant committed = committed();
        List<String> position = position();
        return new Provenance(
                table(table),
                OrderToken.read(snapshot, position.isEmpty() ? List.of(OrderToken.part(committed)) : position),
                committed,
                transaction(transaction));
    }

    private SourceTable table(String name) throws InvalidChangeException {
        String connector = source.textOrEmpty("connector");
        String database = source.textOrEmpty("db");
        String schema = source.optionalText("schema");
        if (schema == null) {
            // To these, a database is a schema, and Debezium tells it as the database alone.
            schema = connector.equals("mysql") || connector.equals("mariadb") ? database : "";
        }
        return tables.get(
                connector.isEmpty() ? UNKNOWN_SYSTEM : connector, source.textOrEmpty("name"), database, schema, name);
    }

    /** By the finest unit that is there: newer versions tell all three. */
    private Instant committed() throws InvalidChangeException {
        if (source.has("ts_ns")) {
            return time("ts_ns", EventTime.NANOS);
        }
        if (source.has("ts_us")) {
            return time("ts_us", EventTime.MICROS);
        }
        return time("ts_ms", EventTime.MILLIS);
    }

    private Instant time(String name, long perSecond) throws InvalidChangeException {
        String number = source.wholeNumber(name);
        if (number == null) {
            throw source.missing(name, "the time of the change in milliseconds");
        }
        return EventTime.ofNumber(source.path() + name, number, perSecond);
    }

    /** The parts of the log position by what the connectors tell; none where only the time is left. */
    private List<String> position() throws InvalidChangeException {
        if (source.has("lsn")) {
            return source.positions("lsn");
        }
        // Without a binary log there is a file all the same, without a name.
        if (!source.textOrEmpty("file").isEmpty() && source.has("pos")) {
            return source.positions("file", "pos", "row");
        }
        return source.has("commit_lsn") ? source.positions("commit_lsn", "change_lsn", "event_serial_no") : List.of();
    }

    private Optional<Transaction> transaction(@Nullable Fields block) throws InvalidChangeException {
        String id = block == null ? null : block.id("id");
        if (block != null && id != null) {
            String place = block.wholeNumber("total_order");
            return Optional.of(new Transaction(id, place == null ? "" : place));
        }
        id = source.id("txId");
        return id == null ? Optional.empty() : Optional.of(new Transaction(id, ""));
    }
}
