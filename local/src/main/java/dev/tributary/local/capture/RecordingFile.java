package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.ExactJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a file: lines of JSON, gzipped. The first tells its source; then a line for each event, its key and value as
 * texts, to the letter; then a line for each row.
 */
final class RecordingFile {

    private static final String SOURCE = "source";
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String ROW = "row";

    private RecordingFile() {}

    /**
     * Reads one.
     *
     * @throws IOException if it cannot be read
     * @throws java.io.UncheckedIOException if it is no recording
     */
    static Recording read(InputStream file) throws IOException {
        String source = "";
        List<CapturedEvent> events = new ArrayList<>();
        List<ObjectNode> table = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode line = ExactJson.parse(text);
                if (line.has(SOURCE)) {
                    source = line.path(SOURCE).asText();
                } else if (line.has(ROW)) {
                    table.add((ObjectNode) line.path(ROW));
                } else {
                    events.add(new CapturedEvent(text(line.path(KEY)), text(line.path(VALUE))));
                }
            }
        }
        return new Recording(source, events, table);
    }

    /** Writes one. */
    static void write(Recording recording, Path file) throws IOException {
        try (BufferedWriter lines = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            write(line().put(SOURCE, recording.source()), lines);
            for (CapturedEvent event : recording.events()) {
                write(line().put(KEY, event.key()).put(VALUE, event.value()), lines);
            }
            for (ObjectNode row : recording.table()) {
                write(line().set(ROW, row), lines);
            }
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    private static ObjectNode line() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void write(JsonNode line, BufferedWriter lines) throws IOException {
        lines.write(line.toString());
        lines.write('\n');
    }
}
