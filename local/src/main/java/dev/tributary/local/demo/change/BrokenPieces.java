package dev.tributary.local.demo.change;

import dev.tributary.local.capture.CapturedChange;
import dev.tributary.local.capture.CapturedChanges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What comes in the stream and is no change event: changes that were cut off, and things that others have put there. */
final class BrokenPieces {

    /** Each of a line, as the whole stream is. */
    private static final List<String> STRANGERS = List.of(
            "{\"event_type\":\"page_view\",\"user_id\":\"user123\"}",
            "{\"op\":\"z\",\"before\":null,\"after\":{\"id\":1},\"source\":{\"schema\":\"public\",\"table\":\"employees\"}}",
            "{\"data\":{\"id\":1},\"metadata\":{\"record-type\":\"data\",\"operation\":\"merge\","
                    + "\"timestamp\":\"2026-01-15T10:30:00Z\",\"schema-name\":\"dms\",\"table-name\":\"employees\"}}",
            "[{\"id\":1},{\"id\":2}]",
            "id,first_name,last_name",
            "\"a change\"");

    private static final int CUT = 4;

    private BrokenPieces() {}

    /** A handful, some made of what was captured; the same ones of the same changes. */
    static List<CapturedChange> of(CapturedChanges captured, SplittableRandom random) {
        List<CapturedChange> pieces = new ArrayList<>();
        for (Map.Entry<String, List<CapturedChange>> source :
                List.of(Map.entry("source", captured.debezium()), Map.entry("metadata", captured.dms()))) {
            for (int i = 0; i < CUT; i++) {
                cut(any(source.getValue(), random), source.getKey(), pieces);
            }
        }
        STRANGERS.forEach(text -> pieces.add(piece("stranger-" + random.nextInt(100), text)));
        return pieces;
    }

    private static CapturedChange any(List<CapturedChange> changes, SplittableRandom random) {
        return changes.get(random.nextInt(changes.size()));
    }

    /** Ends a change within a name; a tombstone has none. */
    private static void cut(CapturedChange change, String name, List<CapturedChange> pieces) {
        String text = new String(change.value(), StandardCharsets.UTF_8);
        int end = text.lastIndexOf("\"" + name + "\"");
        if (end >= 0) {
            pieces.add(piece(change.partitionKey(), text.substring(0, end + 1 + name.length() / 2)));
        }
    }

    private static CapturedChange piece(String partitionKey, String text) {
        return new CapturedChange(partitionKey, text.getBytes(StandardCharsets.UTF_8));
    }
}
