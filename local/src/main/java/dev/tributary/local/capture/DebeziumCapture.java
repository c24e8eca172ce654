package dev.tributary.local.capture;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.format.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's engine on {@link EmployeesDatabase}: first the rows that are there, then every change from the database's log.
 * It keeps what it gets in memory.
 */
final class DebeziumCapture implements AutoCloseable {

    /** Marks messages of the capture to itself: once it has read one, it has read all that was committed before. */
    static final String MARKS = "capture";

    private static final Duration STOP = Duration.ofSeconds(30);

    private final Duration patience;
    private final List<CapturedEvent> events = new ArrayList<>();
    private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Void>> marks = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(run -> new Thread(run, "capture"));
    private final DebeziumEngine<ChangeEvent<String, String>> engine;

    private DebeziumCapture(int port, Duration patience) {
        this.patience = patience;
        engine = DebeziumEngine.create(Json.class)
                .using(settings(port))
                .using((boolean success, @Nullable String message, @Nullable Throwable error) ->
                        ended(success, message, error))
                .notifying(this::take)
                .build();
    }

    /**
     * Starts it.
     *
     * @param patience how long any of its waits may last
     */
    static DebeziumCapture start(EmployeesDatabase database, Duration patience) {
        DebeziumCapture capture = new DebeziumCapture(database.port(), patience);
        capture.thread.execute(capture.engine);
        return capture;
    }

    private static Properties settings(int port) {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("name", "employees"),
                Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
                Map.entry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
                Map.entry("topic.prefix", "tributary"),
                Map.entry("database.hostname", EmployeesDatabase.HOST),
                Map.entry("database.port", Integer.toString(port)),
                Map.entry("database.dbname", EmployeesDatabase.DATABASE),
                Map.entry("database.user", EmployeesDatabase.USER),
                Map.entry("database.password", ""),
                Map.entry("table.include.list", CapturedChanges.DEBEZIUM_TABLE),
                Map.entry("plugin.name", "pgoutput"),
                Map.entry("slot.name", "tributary"),
                Map.entry("publication.name", "tributary"),
                Map.entry("publication.autocreate.mode", "filtered"),
                Map.entry("snapshot.mode", "initial"),
                Map.entry("skipped.operations", "none"),
                Map.entry("decimal.handling.mode", "string"),
                Map.entry("key.converter.schemas.enable", "false"),
                Map.entry("value.converter.schemas.enable", "false"),
                // An error is an error, on a machine where nothing comes and goes.
                Map.entry("errors.max.retries", "0"),
                Map.entry("poll.interval.ms", "20")));
        return settings;
    }

    /**
     * Waits until it has read the rows that were there, of which there must be one at least; changes from now on are in the
     * log.
     *
     * @throws IllegalStateException if it takes too long, or if the engine has failed
     */
    void awaitSnapshot() {
        await(snapshot, "the end of the snapshot");
    }

    /**
     * Waits until it has read what is committed by now.
     *
     * @throws IllegalStateException if it takes too long, or if the engine has failed
     */
    void catchUp(EmployeesDatabase database) throws SQLException {
        String mark = "mark " + marks.size();
        CompletableFuture<Void> read = new CompletableFuture<>();
        marks.put(mark, read);
        try (Connection connection = database.connect()) {
            EmployeesSession session = new EmployeesSession(connection);
            session.tell(true, MARKS, mark);
            session.commit();
        }
        await(read, "the end of the database's log");
    }

    /** What it has read so far, marks too. */
    List<CapturedEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!end.isDone()) {
                engine.close();
            }
        } finally {
            thread.shutdown();
            awaitTermination();
        }
    }

    private void awaitTermination() {
        try {
            if (!thread.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Debezium did not stop within " + STOP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Debezium stopped", e);
        }
    }

    private void take(List<ChangeEvent<String, String>> batch, RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        for (ChangeEvent<String, String> change : batch) {
            add(new CapturedEvent(change.key(), change.value()));
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    private void add(CapturedEvent event) {
        synchronized (events) {
            events.add(event);
        }
        if (event.isLastOfSnapshot()) {
            snapshot.complete(null);
        }
        if (event.isMessage(MARKS)) {
            CompletableFuture<Void> mark = marks.get(event.message());
            if (mark != null) {
                mark.complete(null);
            }
        }
    }

    private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
        if (success) {
            end.complete(null);
        } else {
            end.completeExceptionally(new IllegalStateException("Debezium failed: " + message, error));
        }
    }

    private void await(CompletableFuture<Void> awaited, String what) {
        try {
            CompletableFuture.anyOf(awaited, end).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Debezium did not reach " + what + " within " + patience.toMillis() + " ms, " + events().size()
                            + " events read",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Debezium did not reach " + what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before Debezium reached " + what, e);
        }
        if (!awaited.isDone()) {
            throw new IllegalStateException("Debezium was stopped before it reached " + what);
        }
    }
}
