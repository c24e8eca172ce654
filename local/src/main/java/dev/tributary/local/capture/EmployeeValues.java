package dev.tributary.local.capture;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Values for the columns: names of many scripts, dates on both sides of 1970, times to the microsecond. */
final class EmployeeValues {

    /** What is larger PostgreSQL does not keep in the row: 8 KB are a page. */
    private static final int LARGE_NOTES_BYTES = 4_500;

    private static final List<String> FIRST_NAMES =
            List.of("Ana", "Jürgen", "Zoë", "Łucja", "Владимир", "明", "Seán", "😀 Joy", "D'Arcy", "Back\\slash");
    private static final List<String> LAST_NAMES =
            List.of("Silva", "Müller", "O'Brien", "Kowalska-Żak", "Петров", "王", "de \"la\" Cruz", "Ng", "Ångström");
    private static final List<String> DEPARTMENTS =
            List.of("Engineering", "Sales", "Support", "Finance", "Human Resources", "Legal");
    private static final List<String> TEAMS = List.of("red", "green", "blue");
    private static final LocalDate FIRST_HIRED = LocalDate.of(1964, 2, 29);
    private static final int DAYS = 22_000;
    private static final LocalDateTime BEGINNING = LocalDateTime.of(2026, 1, 5, 8, 0);

    private final SplittableRandom random;
    private LocalDateTime now = BEGINNING;

    EmployeeValues(SplittableRandom random) {
        this.random = random;
    }

    String firstName() {
        return one(FIRST_NAMES);
    }

    String lastName() {
        return one(LAST_NAMES);
    }

    String email(long id) {
        return "employee" + id + "@example.com";
    }

    String department() {
        return one(DEPARTMENTS);
    }

    String team() {
        return one(TEAMS);
    }

    /** With two decimals, zeros at the end too. */
    BigDecimal salary() {
        return BigDecimal.valueOf(random.nextLong(2_000_000, 20_000_000), 2);
    }

    /** One that nobody can have, since somebody has mistyped it. */
    BigDecimal mistypedSalary() {
        return salary().negate();
    }

    LocalDate hireDate() {
        return FIRST_HIRED.plusDays(random.nextInt(DAYS));
    }

    /** Later each time. */
    LocalDateTime now() {
        now = now.plusSeconds(random.nextInt(600)).plusNanos(1_000L * random.nextInt(1, 1_000_000));
        return now;
    }

    int level() {
        return random.nextInt(1, 10);
    }

    String profile() {
        return "{\"level\": " + level() + ", \"skills\": [\"sql\", \"größer\", null], \"rate\": 1.50, \"remote\": "
                + random.nextBoolean() + "}";
    }

    /** A text of a few words, or none. */
    @Nullable
    String smallNotes() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> "met on " + hireDate() + "\n\ttwo lines, \"quoted\" \\ and {braces}";
            default -> "note " + random.nextInt(1_000);
        };
    }

    /** 9,000 characters that cannot be compressed to fit into a row. */
    String largeNotes() {
        byte[] bytes = new byte[LARGE_NOTES_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
