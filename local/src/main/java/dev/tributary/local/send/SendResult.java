package dev.tributary.local.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of a sending, for people and for programs.
 *
 * @param stream its physical name
 */
record SendResult(String stream, SendCounts counts, Duration duration) {

    String table() {
        return String.format(Locale.ROOT, "sent to %s%n", stream)
                + row("records", counts.records(), "")
                + row("sent again", counts.resent(), "after the stream had refused them")
                + row("bytes", counts.bytes(), "")
                + row("calls", counts.calls(), "of PutRecords")
                + String.format(Locale.ROOT, "%.1f s, %,d records/s", duration.toMillis() / 1000.0, perSecond());
    }

    /**
     * As a JSON object.
     *
     * @param problem what ended it early, or nothing
     */
    String json(String problem) {
        var json = new ObjectMapper()
                .createObjectNode()
                .put("stream", stream)
                .put("records", counts.records())
                .put("resent", counts.resent())
                .put("bytes", counts.bytes())
                .put("calls", counts.calls())
                .put("durationMs", duration.toMillis())
                .put("recordsPerSecond", perSecond())
                .put("ok", problem.isEmpty());
        return (problem.isEmpty() ? json : json.put("problem", problem)).toPrettyString();
    }

    String progress() {
        return String.format(Locale.ROOT, "%,d records sent, %,d/s", counts.records(), perSecond());
    }

    private long perSecond() {
        return counts.records() * 1_000 / Math.max(1, duration.toMillis());
    }

    private static String row(String name, long value, String note) {
        return String.format(Locale.ROOT, "  %-12s %,12d  %s", name, value, note)
                        .stripTrailing()
                + System.lineSeparator();
    }
}
