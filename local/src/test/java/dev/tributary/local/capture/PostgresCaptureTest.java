package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.QuietLogs;
import dev.tributary.local.demo.account.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL; skipped, with the reason, where none starts. */
class PostgresCaptureTest {

    private static final int CHANGES = 400;
    private static final long JOIN_MILLIS = 10_000;

    private static final Set<Thread> THREADS_BEFORE = new HashSet<>();
    private static Recording recording;
    private static CapturedChanges captured;

    @BeforeAll
    static void capture() {
        QuietLogs.apply();
        EmployeesDatabase database = Databases.start();
        THREADS_BEFORE.addAll(Thread.getAllStackTraces().keySet());
        recording = ChangeCapture.record(database, CHANGES);
        captured = recording.changes(recording.source());
    }

    @Test
    void shouldSayWhatItIs() {
        assertThat(captured.source()).isEqualTo("PostgreSQL 17.7, captured by Debezium 3.3.1.Final");
    }

    @Test
    void shouldTellByDebeziumsEventsWhatTheTableHolds() {
        assertThat(Replay.debezium(captured.debezium())).hasSizeGreaterThan(20).isEqualTo(captured.table());
    }

    @Test
    void shouldTellByDmsWhatTheTableHolds() {
        assertThat(Replay.dms(captured.dms())).isEqualTo(captured.table());
    }

    @Test
    void shouldCaptureEveryKindOfChange() {
        assertThat(recording.events())
                .filteredOn(event -> !event.isTombstone())
                .extracting(CapturedEvent::operation)
                .containsOnly("r", "c", "u", "d", "t", "m")
                .contains("m");
        assertThat(count("r")).isEqualTo(40);
        assertThat(count("t")).isEqualTo(1);
        assertThat(count("c") + count("u") + count("d")).isGreaterThanOrEqualTo(CHANGES);
        assertThat(recording.events().stream().filter(CapturedEvent::isTombstone))
                .hasSize(count("d"));
        assertThat(recording.events().get(39).isLastOfSnapshot()).isTrue();
    }

    @Test
    void shouldChangeKeys() {
        assertThat(operations("update"))
                .filteredOn(record -> record.path("before-image").has("id"))
                .hasSizeGreaterThan(5)
                .allSatisfy(record -> assertThat(record.path("before-image").path("id"))
                        .isNotEqualTo(record.path("data").path("id")));
    }

    @Test
    void shouldLeaveLargeNotesUnchangedInLaterUpdates() {
        List<JsonNode> unchanged = recording.events().stream()
                .map(CapturedEvent::after)
                .filter(row -> row.path("notes").asText().equals("__debezium_unavailable_value"))
                .toList();

        assertThat(unchanged).hasSizeGreaterThan(5);
        assertThat(operations("update"))
                .filteredOn(record -> record.path("data").path("notes").asText().length() > 8_192)
                .hasSizeGreaterThanOrEqualTo(unchanged.size());
        assertThat(String.join("", lines(captured.dms()))).doesNotContain("__debezium");
    }

    @Test
    void shouldTellOfTheColumnThatIsAddedBeforeItIsUsed() {
        List<String> lines = lines(captured.dms());
        int added = firstWith(lines, "\"operation\":\"add-column\"");

        assertThat(firstWith(lines, "\"team\":\"")).isGreaterThan(added);
        assertThat(lines.get(0)).contains("\"operation\":\"create-table\"").doesNotContain("team");
        assertThat(lines.get(added)).contains("\"team\":{\"type\":\"WSTRING\"", "\"transaction-id\":");
    }

    @Test
    void shouldTruncateInTheMiddleAndInsertAfterIt() {
        List<String> operations = recording.events().stream()
                .filter(event -> !event.isTombstone())
                .map(CapturedEvent::operation)
                .toList();

        int truncated = operations.indexOf("t");
        assertThat(truncated).isBetween(operations.size() / 3, operations.size() * 2 / 3);
        assertThat(operations.get(truncated + 1)).isEqualTo("c");
    }

    @Test
    void shouldNotTellWhatWasRolledBack() {
        List<String> messages = recording.events().stream()
                .filter(event -> event.operation().equals("m"))
                .map(CapturedEvent::message)
                .toList();

        assertThat(messages)
                .anyMatch(message -> message.startsWith("at change"))
                .doesNotContain("rolled back");
    }

    @Test
    void shouldCommitTransactionsInAnotherOrderThanTheirLogHas() {
        List<Long> positions = recording.events().stream()
                .filter(event -> event.operation().equals("u"))
                .map(CapturedEvent::lsn)
                .toList();

        assertThat(positions).isNotEqualTo(positions.stream().sorted().toList());
    }

    @Test
    void shouldInsertAgainWhatWasDeleted() {
        Map<String, Integer> inserts = new HashMap<>();
        operations("insert")
                .forEach(record -> inserts.merge(record.path("data").path("id").asText(), 1, Integer::sum));

        assertThat(inserts.values()).contains(2);
    }

    @Test
    void shouldCountTheRecordsOfATransaction() {
        Map<String, Long> last = new HashMap<>();
        for (JsonNode metadata : distinct()) {
            String transaction = metadata.path("transaction-id").asText();
            long record = metadata.path("transaction-record-id").asLong();
            assertThat(record).isEqualTo(last.getOrDefault(transaction, 0L) + 1);
            last.put(transaction, record);
        }

        assertThat(last.values()).anyMatch(records -> records > 3);
    }

    @Test
    void shouldTellStretchesTwiceToTheLetter() {
        List<String> lines = lines(captured.dms());

        assertThat(lines).hasSizeGreaterThan(new HashSet<>(lines).size() + 50);
        assertThat(distinct())
                .extracting(metadata -> metadata.path("stream-position"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveNoThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && !THREADS_BEFORE.contains(thread)) {
                thread.join(JOIN_MILLIS);
                assertThat(thread)
                        .extracting(Thread::isAlive)
                        .as(thread.getName())
                        .isEqualTo(false);
            }
        }
    }

    /** The metadata of changes, of each once. */
    private static List<JsonNode> distinct() {
        return lines(captured.dms()).stream()
                .distinct()
                .map(line -> ExactJson.parse(line).path("metadata"))
                .filter(metadata -> metadata.has("stream-position"))
                .toList();
    }

    private static List<JsonNode> operations(String operation) {
        return lines(captured.dms()).stream()
                .distinct()
                .map(ExactJson::parse)
                .filter(record ->
                        record.path("metadata").path("operation").asText().equals(operation))
                .toList();
    }

    private static int count(String operation) {
        return (int) recording.events().stream()
                .filter(event -> event.operation().equals(operation))
                .count();
    }

    private static int firstWith(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + part);
    }

    private static List<String> lines(List<CapturedChange> changes) {
        return changes.stream()
                .map(change -> new String(change.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
