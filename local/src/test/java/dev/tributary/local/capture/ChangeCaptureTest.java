package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.ExactJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where PostgreSQL does not start. */
class ChangeCaptureTest {

    private static final Path FOLDER = Path.of("target", "never-used");

    private final CapturedChanges recorded = new ChangeCapture(folder -> {
                throw new IOException("no programs for this machine");
            })
            .capture(FOLDER, 10);

    @Test
    void shouldSayThatTheChangesAreRecordedAndWhy() {
        assertThat(recorded.source())
                .isEqualTo(
                        "recorded changes (PostgreSQL 17.7, captured by Debezium 3.3.1.Final), because PostgreSQL did"
                                + " not start: no programs for this machine");
    }

    @Test
    void shouldSayWhichFileIsInTheWay(@TempDir Path temporary) throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        CapturedChanges instead = new ChangeCapture().capture(file, 10);

        assertThat(instead.source())
                .endsWith("because PostgreSQL did not start: java.nio.file.FileAlreadyExistsException: " + file);
        assertThat(instead.table()).isEqualTo(recorded.table());
    }

    @Test
    void shouldHaveRecordedWhatTheTableHeld() {
        assertThat(recorded.table()).hasSizeGreaterThan(20);
        assertThat(Replay.debezium(recorded.debezium())).isEqualTo(recorded.table());
        assertThat(Replay.dms(recorded.dms())).isEqualTo(recorded.table());
    }

    @Test
    void shouldHaveRecordedEveryKindOfChange() {
        assertThat(recorded.debezium())
                .filteredOn(change -> change.value().length > 0)
                .extracting(change -> ExactJson.parse(change.value()).path("op").asText())
                .contains("r", "c", "u", "d", "t", "m");
        assertThat(recorded.debezium()).anyMatch(change -> change.value().length == 0);
        assertThat(recorded.dms())
                .extracting(change -> ExactJson.parse(change.value())
                        .path("metadata")
                        .path("operation")
                        .asText())
                .contains("create-table", "load", "insert", "update", "delete", "truncate-table", "add-column");
        assertThat(recorded.debezium())
                .extracting(change -> new String(change.value(), StandardCharsets.UTF_8))
                .anyMatch(value -> value.contains("__debezium_unavailable_value"));
    }

    @Test
    void shouldGiveWhateverHasNoKeyOne() {
        assertThat(recorded.debezium())
                .filteredOn(change ->
                        ExactJson.parse(change.value()).path("op").asText().equals("t"))
                .extracting(CapturedChange::partitionKey)
                .isEqualTo(List.of("default"));
    }
}
