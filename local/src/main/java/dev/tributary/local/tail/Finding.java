package dev.tributary.local.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a function, or what feeds it, left behind.
 *
 * @param place the zone and dataset, the queue, or the bucket
 * @param recordId empty if it is about no single record
 * @param status how the record was enriched, or why it is not
 * @param message what a person is told of it
 * @param document all of it
 */
record Finding(Instant at, Kind kind, String place, String recordId, String status, String message, JsonNode document) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final Pattern RECORD_ID =
            Pattern.compile(".+\\.(?:shardId-0*)?([^.]+)\\.[0-9]*?([0-9]{1,6})\\.([0-9]+)");

    /** Where a terminal would take text for commands. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** What became of a record. */
    enum Kind {
        WRITTEN("written"),
        SET_ASIDE("set aside"),
        GIVEN_UP("given up");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** One line for a person, no wider than this. */
    String line(int width) {
        String text = "%s  %-9s  %-22s  %-10s  %-14s  %s"
                .formatted(TIME.format(at), kind.words, place, shortId(), status, message);
        String clean = CONTROL.matcher(text).replaceAll("?");
        return clean.length() > width ? clean.substring(0, width - 1) + "…" : clean;
    }

    String json() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("at", at.toString())
                .put("kind", kind.words)
                .put("place", place)
                .put("recordId", recordId)
                .put("status", status);
        json.set("document", document);
        return json.toString();
    }

    /** The shard's number, the end of the sequence number, and the place in an aggregate. */
    private String shortId() {
        Matcher parts = RECORD_ID.matcher(recordId);
        if (!parts.matches()) {
            return recordId.isEmpty() ? "-" : recordId;
        }
        return parts.group(1) + "/…" + parts.group(2) + (parts.group(3).equals("0") ? "" : "." + parts.group(3));
    }
}
