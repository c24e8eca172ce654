package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldKeepEventsAndRowsToTheLetter() throws IOException {
        Path file = folder.resolve("recording");
        ObjectNode row = (ObjectNode) ExactJson.parse("{\"id\":1,\"salary\":1.50,\"notes\":\"a\\nż\"}");
        List<CapturedEvent> events = List.of(
                new CapturedEvent("{\"id\" : 1}", "{ \"op\":\"c\",\"after\":{\"notes\":\"a\\u00e9\\n\"}}"),
                new CapturedEvent("{\"id\" : 1}", null),
                new CapturedEvent(null, "{\"op\":\"t\"}"));

        RecordingFile.write(new Recording("the versions", events, List.of(row)), file);
        Recording read = RecordingFile.read(Files.newInputStream(file));

        assertThat(read.source()).isEqualTo("the versions");
        assertThat(read.table()).containsExactly(row);
        assertThat(read.events()).usingRecursiveFieldByFieldElementComparator().isEqualTo(events);
    }
}
