package dev.tributary.cdc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/** A raw object of changes as AWS DMS writes them, each a line of {@value #LINE_BYTES} bytes, most of them updates. */
final class DmsLines {

    static final int LINE_BYTES = 500;

    private static final String[] DEPARTMENTS = {"Finance", "Legal", "Sales", "Support"};
    private static final Instant FIRST = Instant.parse("2026-03-04T05:00:00.123456Z");
    private static final long SEED = 42;
    private static final int FIRST_POSITION = 0x7C000000;
    private static final int POSITIONS_A_CHANGE = 96;
    private static final int EMPLOYEES = 5_000;

    private DmsLines() {}

    /** So many lines, the same each time. */
    static byte[] of(int lines) {
        Random random = new Random(SEED);
        ByteArrayOutputStream object = new ByteArrayOutputStream(lines * LINE_BYTES);
        for (int i = 0; i < lines; i++) {
            object.writeBytes(line(i, random).getBytes(StandardCharsets.UTF_8));
        }
        return object.toByteArray();
    }

    private static String line(int number, Random random) {
        int id = 1 + random.nextInt(EMPLOYEES);
        int position = FIRST_POSITION + number * POSITIONS_A_CHANGE;
        Instant committed = FIRST.plusMillis(number);
        String data = """
                {"data":{"id":%d,"first_name":"J%d","last_name":"Ön%d","email":"%d@x.io","department":"%s",\
                "salary":%d.%02d,"created_at":"2024-07-29T00:59:07Z","updated_at":"2026-03-04T05:00:00Z"},""".formatted(
                        id,
                        id,
                        id,
                        id,
                        DEPARTMENTS[random.nextInt(DEPARTMENTS.length)],
                        30_000 + random.nextInt(100_000),
                        random.nextInt(100));
        String metadata = """
                "metadata":{"timestamp":"%s","record-type":"data","operation":"%s","schema-name":"public",\
                "table-name":"employees","transaction-id":%d,"transaction-record-id":%d,\
                "stream-position":"00000002/%08X.2.00000002/%08X","commit-timestamp":"%s"}}""".formatted(
                        committed.plusNanos(8_270_000),
                        number % 10 == 0 ? "insert" : "update",
                        1_000 + number / 3,
                        number % 3,
                        position,
                        position,
                        committed);
        String line = data + metadata;
        return line + " ".repeat(padding(line)) + "\n";
    }

    private static int padding(String line) {
        int bytes = line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (bytes > LINE_BYTES) {
            throw new IllegalStateException("a line of " + bytes + " bytes (expected: at most " + LINE_BYTES + ")");
        }
        return LINE_BYTES - bytes;
    }
}
