package dev.tributary.local.demo.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.capture.CapturedChange;
import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.account.ExactJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a good run leaves of a few changes in two raw objects, and a hand to spoil it. */
final class Lake {

    static final String RAW = "raw/a.gz";
    static final String PUBLIC = "trusted/public/employees/year=2026/month=01/day=05/a.jsonl.gz";
    static final String DMS = "trusted/dms/employees/year=2026/month=01/day=05/a.jsonl.gz";

    static final String BROKEN = "{\"before\":null,\"aft";
    static final String STRANGER = "{\"event_type\":\"page_view\"}";

    private static final String BUCKET = "changes";
    private static final String QUARANTINE = "quarantine/public/employees/year=2026/month=01/day=05/a.jsonl.gz";
    private static final String MESSAGES = "messages/year=2026/month=01/day=05/a.jsonl.gz";
    private static final String DEFINITIONS = "schema-changes/dms/employees/year=2026/month=01/day=05/a.jsonl.gz";

    private static final String SOURCE = "\"source\":{\"schema\":\"public\",\"table\":\"employees\"}";
    private static final String NAMES = "\"schema-name\":\"dms\",\"table-name\":\"employees\"}";

    private static final List<String> DEBEZIUM = List.of(
            "{\"op\":\"r\",\"after\":{\"id\":1,\"salary\":\"10.50\",\"notes\":\"long\",\"profile\":\"{\\\"a\\\": 1.0}\"},"
                    + SOURCE + "}",
            "{\"op\":\"c\",\"after\":{\"id\":2,\"salary\":\"7\"}," + SOURCE + "}",
            "{\"op\":\"u\",\"after\":{\"id\":1,\"salary\":\"11.50\",\"notes\":\"__debezium_unavailable_value\"},"
                    + SOURCE + "}",
            "{\"op\":\"c\",\"after\":{\"id\":3,\"salary\":\"-1.00\"}," + SOURCE + "}",
            "{\"op\":\"d\",\"before\":{\"id\":2}," + SOURCE + "}",
            "{\"op\":\"m\",\"message\":{\"prefix\":\"audit\",\"content\":\"aGk=\"},\"source\":{\"schema\":\"\"}}");

    private static final List<String> DMS_LINES = List.of(
            "{\"control\":{},\"metadata\":{\"operation\":\"create-table\"," + NAMES + "}",
            "{\"data\":{\"id\":4},\"metadata\":{\"operation\":\"load\"," + NAMES + "}",
            "{\"data\":{\"id\":1,\"salary\":11.5,\"notes\":\"long\"},\"before-image\":{\"id\":4},"
                    + "\"metadata\":{\"operation\":\"update\"," + NAMES + "}");

    private static final String ROW_1 =
            "{\"id\":1,\"salary\":11.50,\"notes\":\"long\",\"profile\":\"{\\\"a\\\": 1.0}\"}";
    private static final String ROW_3 = "{\"id\":3,\"salary\":-1.00}";

    static final CapturedChanges CAPTURED = new CapturedChanges(
            "a database",
            Stream.concat(DEBEZIUM.stream(), Stream.of("")).map(Lake::change).toList(),
            DMS_LINES.stream().map(line -> change(line + "\n")).toList(),
            List.of((ObjectNode) ExactJson.parse(ROW_1), (ObjectNode) ExactJson.parse(ROW_3)));

    private final Map<String, List<String>> objects = new LinkedHashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private int givenUp;

    Lake() {
        put(RAW, DEBEZIUM);
        raw().add(2, BROKEN);
        raw().addAll(DMS_LINES);
        // To the letter, as a tool sends it that was restarted.
        raw().add(DMS_LINES.get(2));
        raw().add(STRANGER);
        put(
                PUBLIC,
                List.of(
                        row(
                                "{\"id\":1,\"salary\":10.50,\"notes\":\"long\",\"profile\":{\"a\":1.0}",
                                "snapshot",
                                "0.011"),
                        row("{\"id\":2,\"salary\":7,\"notes\":null", "insert", "1.012"),
                        row("{\"id\":1,\"salary\":11.50,\"profile\":{\"a\":1}", "update", "1.013", "notes"),
                        row("{\"id\":2", "delete", "1.015")));
        put(QUARANTINE, List.of(row("{\"row\":{\"id\":3}", "insert", "1.014")));
        put(
                MESSAGES,
                List.of(
                        "{\"prefix\":\"audit\",\"message\":{\"content\":\"aGk=\"},\"_source_object\":\"s3://changes/raw/a.gz\"}"));
        put(DEFINITIONS, List.of("{\"operation\":\"create-table\",\"_source_object\":\"s3://changes/raw/a.gz\"}"));
        put(
                DMS,
                List.of(
                        row("{\"id\":4", "snapshot", "0.011"),
                        row("{\"id\":4", "delete", "1.011"),
                        row("{\"id\":1,\"salary\":11.5,\"notes\":\"long\",\"profile\":{\"a\":1}", "insert", "1.011")));
        letters.add(letterOf(BROKEN));
        letters.add(letterOf(STRANGER));
    }

    List<String> raw() {
        return lines(RAW);
    }

    /** The lines of an object, to change. */
    List<String> lines(String key) {
        return objects.computeIfAbsent(key, any -> new ArrayList<>());
    }

    List<Letter> letters() {
        return letters;
    }

    /** Changes a line of an object. */
    Lake edit(String key, int line, UnaryOperator<String> change) {
        lines(key).set(line, change.apply(lines(key).get(line)));
        return this;
    }

    Lake giveUp() {
        givenUp++;
        return this;
    }

    /** Another raw object with the same content, and all that comes of it. */
    Lake deliverAgain() {
        for (String key : List.copyOf(objects.keySet())) {
            objects.put(
                    key.replace("a.", "b."),
                    new ArrayList<>(lines(key).stream()
                            .map(line -> line.replace("raw/a.gz", "raw/b.gz"))
                            .toList()));
        }
        for (Letter letter : List.copyOf(letters)) {
            letters.add(new Letter(
                    letter.id() + "b",
                    letter.object().replace("a.gz", "b.gz"),
                    letter.offset(),
                    letter.length(),
                    letter.payload()));
        }
        return this;
    }

    /** The letter of a line of the raw object. */
    Letter letterOf(String line) {
        int offset = content(RAW).indexOf(line);
        return new Letter(
                "changes.v." + offset + ".0", "s3://changes/" + RAW, offset, line.length(), line.getBytes(UTF_8));
    }

    ChangeAccount account() {
        List<StoredObject> raw = new ArrayList<>();
        List<StoredObject> outputs = new ArrayList<>();
        objects.keySet().forEach(key -> (key.startsWith("raw/") ? raw : outputs)
                .add(new StoredObject(BUCKET, key, content(key).getBytes(UTF_8))));
        List<CapturedChange> dms = new ArrayList<>(CAPTURED.dms());
        dms.add(CAPTURED.dms().get(2));
        SentChanges sent = new SentChanges(
                new CapturedChanges(CAPTURED.source(), CAPTURED.debezium(), dms, CAPTURED.table()),
                List.of(change(BROKEN), change(STRANGER)));
        return ChangeAccount.account(sent, new ChangeFindings(raw, outputs, letters, givenUp));
    }

    private String content(String key) {
        return String.join("\n", lines(key)) + "\n";
    }

    private void put(String key, List<String> lines) {
        objects.put(key, new ArrayList<>(lines));
    }

    private static CapturedChange change(String value) {
        return new CapturedChange("key", value.getBytes(UTF_8));
    }

    private static String row(String columns, String op, String order) {
        boolean deleted = op.equals("delete");
        return columns + ",\"_op\":\"" + op + "\",\"_committed_at\":\"2026-01-05T08:00:00Z\",\"_order\":\"" + order
                + "\",\"_deleted\":" + deleted + ",\"_source_object\":\"s3://changes/raw/a.gz\"}";
    }

    private static String row(String columns, String op, String order, String unchanged) {
        String line = row(columns, op, order);
        return line.substring(0, line.length() - 1) + ",\"_unchanged\":[\"" + unchanged + "\"]}";
    }
}
