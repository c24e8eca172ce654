package dev.tributary.change;

import dev.tributary.change.Provenance.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Debezium's block {@code source} tells: the table, the time, and the place in the database's log. */
final class DebeziumSource {

    private static final String UNKNOWN_SYSTEM = "debezium";
    private static final String TOTAL_ORDER = "total_order";

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
        String place = transaction == null ? null : transaction.wholeNumber(TOTAL_ORDER);
        return new Provenance(
                table(table),
                OrderToken.read(snapshot, position(committed, place)),
                committed,
                transaction(transaction, place));
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

    /**
     * The parts of the position in the log by what the connectors tell, or the time where they tell none. Where that may be the
     * same for two changes of one transaction, their place in it comes last.
     */
    private List<String> position(Instant committed, @Nullable String place) throws InvalidChangeException {
        if (source.has("lsn")) {
            return source.positions("lsn");
        }
        // Without a binary log there is a file all the same, without a name.
        if (!source.textOrEmpty("file").isEmpty() && source.has("pos")) {
            return source.positions("file", "pos", "row");
        }
        if (source.has("commit_lsn")) {
            List<String> position = source.positions("commit_lsn", "change_lsn", "event_serial_no");
            return source.has("event_serial_no") ? position : with(place, position);
        }
        if (source.has("scn")) {
            return with(place, scn());
        }
        List<String> time = new ArrayList<>(2);
        time.add(OrderToken.part(committed));
        return with(place, time);
    }

    /**
     * Oracle's number of the change itself, and then its address in the redo log, or of XStream its position. The number of the
     * commit is no part: it is optional, and connectors differ in whether it is that of the transaction or of the one before.
     */
    private List<String> scn() throws InvalidChangeException {
        // LogMiner pads it, and may have nothing but the padding.
        return source.textOrEmpty("rs_id").isBlank()
                ? source.positions("scn", "lcr_position")
                : source.positions("scn", "rs_id", "ssn");
    }

    private static List<String> with(@Nullable String place, List<String> position) {
        if (place != null) {
            position.add(place);
        }
        return position;
    }

    private Optional<Transaction> transaction(@Nullable Fields block, @Nullable String place)
            throws InvalidChangeException {
        String id = block == null ? null : block.id("id");
        if (id != null) {
            return Optional.of(new Transaction(id, place == null ? "" : place));
        }
        id = source.id("txId");
        return id == null ? Optional.empty() : Optional.of(new Transaction(id, ""));
    }
}
