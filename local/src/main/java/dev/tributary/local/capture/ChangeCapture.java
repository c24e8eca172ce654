package dev.tributary.local.capture;

import dev.tributary.local.backend.QuietLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * Captures the changes of a real PostgreSQL table with Debezium's engine, both of which it starts and stops; where PostgreSQL
 * does not start, such as on a platform that it has no programs for, it takes changes that were captured before.
 */
public final class ChangeCapture {

    /** Changes of a capture that nobody asked a size of. */
    public static final int DEFAULT_CHANGES = 1_000;

    private static final String RECORDED = "recorded-changes.jsonl.gz";
    private static final int CHANGES_PER_ROW_AT_FIRST = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Starts a database that keeps its files in a folder. */
    @FunctionalInterface
    interface Starter {
        EmployeesDatabase start(Path folder) throws IOException, SQLException;
    }

    private final Starter starter;

    /** With the database of {@link EmployeesDatabase}. */
    public ChangeCapture() {
        this(EmployeesDatabase::start);
    }

    ChangeCapture(Starter starter) {
        this.starter = starter;
    }

    /**
     * Captures a workload of about this many changes, and a tenth as many rows before it; or gives what was recorded, however
     * many that are. The source of what it gives says which, and why.
     *
     * @param folder where PostgreSQL keeps its files
     * @throws IllegalStateException if PostgreSQL has started and the capture then failed
     */
    public CapturedChanges capture(Path folder, int changes) {
        QuietLogs.apply();
        EmployeesDatabase database;
        try {
            database = starter.start(folder);
        } catch (IOException | SQLException | RuntimeException e) {
            return recorded(e);
        }
        Recording recording = record(database, changes);
        return recording.changes(recording.source());
    }

    /** Captures what {@link #capture} does, and closes the database. */
    static Recording record(EmployeesDatabase database, int changes) {
        try (database;
                Connection session = database.connect();
                Connection other = database.connect()) {
            Workload workload = new Workload(new EmployeesSession(session), new EmployeesSession(other));
            workload.load(Math.max(1, changes / CHANGES_PER_ROW_AT_FIRST));
            try (DebeziumCapture capture = DebeziumCapture.start(database, PATIENCE)) {
                capture.awaitSnapshot();
                workload.change(changes);
                capture.catchUp(database);
                return recording(database, capture);
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The changes of PostgreSQL could not be captured", e);
        }
    }

    private static Recording recording(EmployeesDatabase database, DebeziumCapture capture) throws SQLException {
        var events = capture.events();
        String version = events.get(0).source().path("version").asText();
        return new Recording(
                "PostgreSQL " + database.version() + ", captured by Debezium " + version, events, database.rows());
    }

    private static CapturedChanges recorded(Exception reason) {
        try (InputStream file = Objects.requireNonNull(ChangeCapture.class.getResourceAsStream(RECORDED), RECORDED)) {
            Recording recording = RecordingFile.read(file);
            return recording.changes(
                    "recorded changes (" + recording.source() + "), because PostgreSQL did not start: " + said(reason));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RECORDED, e);
        }
    }

    /** Exceptions of files say no more than a path. */
    private static String said(Exception reason) {
        return reason instanceof FileSystemException || reason.getMessage() == null
                ? reason.toString()
                : reason.getMessage();
    }
}
