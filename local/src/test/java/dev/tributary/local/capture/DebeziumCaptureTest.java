package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.backend.QuietLogs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL; skipped, with the reason, where none starts. */
class DebeziumCaptureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void shouldCatchUpAndSayWhatItDidNotReach() throws IOException, SQLException {
        QuietLogs.apply();
        EmployeesDatabase database = Databases.start();
        try (database;
                Connection connection = database.connect()) {
            EmployeesSession session = new EmployeesSession(connection);
            session.run("INSERT INTO employees (id) VALUES (1)");
            session.commit();
            shouldCatchUpEachTime(database, session);
            shouldSayWhatItDidNotReach(database);
        }
        shouldSayWhyTheEngineFailed(database);
    }

    private static void shouldCatchUpEachTime(EmployeesDatabase database, EmployeesSession session)
            throws IOException, SQLException {
        try (DebeziumCapture capture = DebeziumCapture.start(database, PATIENCE)) {
            capture.awaitSnapshot();
            assertThat(capture.events()).hasSize(1);

            for (int id = 2; id < 5; id++) {
                session.run("INSERT INTO employees (id) VALUES (?)", id);
                session.commit();
                capture.catchUp(database);

                assertThat(capture.events())
                        .filteredOn(event -> event.operation().equals("c"))
                        .hasSize(id - 1)
                        .last()
                        .extracting(CapturedEvent::key)
                        .isEqualTo("{\"id\":" + id + "}");
            }
        }
    }

    private static void shouldSayWhatItDidNotReach(EmployeesDatabase database) throws IOException {
        try (DebeziumCapture capture = DebeziumCapture.start(database, Duration.ZERO)) {
            assertThatThrownBy(() -> capture.catchUp(database))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Debezium did not reach the end of the database's log within 0 ms, 0 events read");
        }
    }

    private static void shouldSayWhyTheEngineFailed(EmployeesDatabase stopped) throws IOException {
        try (DebeziumCapture capture = DebeziumCapture.start(stopped, PATIENCE)) {
            assertThatThrownBy(capture::awaitSnapshot)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Debezium did not reach the end of the snapshot")
                    .cause()
                    .hasMessageStartingWith("Debezium failed: ");
        }
    }
}
