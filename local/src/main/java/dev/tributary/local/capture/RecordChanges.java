package dev.tributary.local.capture;

import dev.tributary.local.backend.QuietLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Records the changes that the demo takes where PostgreSQL does not start. After the workload has changed, in the project's
 * folder, when {@code ./tributary} has built it:
 *
 * <pre>{@code
 * java -cp "local/target/classes:$(cat local/target/libraries)" dev.tributary.local.capture.RecordChanges \
 *   local/src/main/resources/dev/tributary/local/capture/recorded-changes.jsonl.gz
 * }</pre>
 */
final class RecordChanges {

    /** Enough to have all that happens in it, in a file of some 100 KB. */
    private static final int CHANGES = 500;

    private static final Path FOLDER = Path.of("target", "recording");

    private RecordChanges() {}

    public static void main(String[] args) throws IOException, SQLException {
        if (args.length != 1) {
            throw new IllegalArgumentException("arguments: " + args.length + " (expected: the file to write)");
        }
        QuietLogs.apply();
        Path file = Path.of(args[0]);
        Recording recording = ChangeCapture.record(EmployeesDatabase.start(FOLDER), CHANGES);
        RecordingFile.write(recording, file);
        System.out.println(file + ": " + recording.events().size() + " events, "
                + recording.table().size() + " rows, of " + recording.source());
    }
}
