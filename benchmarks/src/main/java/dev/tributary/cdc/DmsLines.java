package dev.tributary.cdc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/** A raw object of changes as AWS DMS writes them, each a line of {@value #LINE_BYTES} bytes, most of them updates. */
final class DmsLines {

    static final int LINE_BYTES = 500;

    private static final String[] DEPARTMENTS = {"Engineering", "Finance", "Marketing", "Operations", "Sales"};
    private static final Instant FIRST = Instant.parse("2026-03-04T05:00:00.123456Z");
    private static final long SEED = 42;
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
        int id = random.nextInt(EMPLOYEES);
        String operation = number % 10 == 0 ? "insert" : "update";
        Instant time = FIRST.plusMillis(number);
        String line = """
                {"data":{"id":%d,"first_name":"First%d","last_name":"Lästname%d","email":"employee.%d@example.com",\
                "department":"%s","salary":%d.%02d,"hire_date":"20%02d-%02d-%02d","created_at":"2024-07-29T00:59:07Z",\
                "updated_at":"%s"},"metadata":{"timestamp":"%s","record-type":"data","operation":"%s",\
                "partition-key-type":"schema-table","schema-name":"public","table-name":"employees",\
                "transaction-id":%d,"transaction-record-id":%d,"stream-position":"00000002/%08X.2.00000002/%08X",\
                "commit-timestamp":"%s"}}""".formatted(
                id,
                id,
                id,
                id,
                DEPARTMENTS[random.nextInt(DEPARTMENTS.length)],
                30_000 + random.nextInt(100_000),
                random.nextInt(100),
                random.nextInt(25),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                time,
                time.plusNanos(8_270_000),
                operation,
                1_000 + number / 3,
                number % 3,
                0x7C000000 + number * 96,
                0x7C000000 + number * 96,
                time);
        return String.format(Locale.ROOT, "%s%s%n", line, " ".repeat(padding(line)));
    }

    private static int padding(String line) {
        int bytes = line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (bytes > LINE_BYTES) {
            throw new IllegalStateException("a line of " + bytes + " bytes (expected: at most " + LINE_BYTES + ")");
        }
        return LINE_BYTES - bytes;
    }
}
