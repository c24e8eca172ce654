package dev.tributary.local.capture;

import dev.tributary.training.employees.Department;
import dev.tributary.training.employees.Salary;
import dev.tributary.training.employees.SalaryModel;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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
    private static final List<String> TEAMS = List.of("red", "green", "blue");
    private static final LocalDate FIRST_HIRED = LocalDate.of(1964, 2, 29);

    /** As long as there is something to know of what people earn, in days. */
    private static final int LONGEST_TENURE = 10_000;

    private static final int OLD_HAND_EVERY = 50;
    private static final LocalDateTime BEGINNING = LocalDateTime.of(2026, 1, 5, 8, 0);

    private final SplittableRandom random;
    private final LocalDate today;
    private LocalDateTime now = BEGINNING;

    /** @param today what salaries are of, as they are compared with those of the day of the change */
    EmployeeValues(SplittableRandom random, LocalDate today) {
        this.random = random;
        this.today = today;
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

    Department department() {
        return one(List.of(Department.values()));
    }

    String team() {
        return one(TEAMS);
    }

    /** With two decimals, zeros at the end too. */
    BigDecimal salary(Salary salary, Department department, LocalDate hired) {
        return SalaryModel.draw(new Random(random.nextLong()), salary, department, hired, today);
    }

    /** One that is far off, in either direction. */
    Salary oddSalary() {
        return random.nextBoolean() ? Salary.TOO_HIGH : Salary.TOO_LOW;
    }

    /** One that nobody can have, since somebody has mistyped it. */
    BigDecimal mistypedSalary() {
        return BigDecimal.valueOf(-random.nextLong(2_000_000, 20_000_000), 2);
    }

    /** By what a salary grows: by a little, so that it stays what is expected. */
    BigDecimal raise() {
        return BigDecimal.valueOf(random.nextLong(10_001, 10_050), 4);
    }

    /** What a department pays those who come today. */
    BigDecimal entrySalary(Department department) {
        return BigDecimal.valueOf(Math.round(SalaryModel.expected(department, today, today)));
    }

    /** Of the last decades; some are from before 1970. */
    LocalDate hireDate() {
        return random.nextInt(OLD_HAND_EVERY) == 0
                ? FIRST_HIRED.plusDays(random.nextInt(2_000))
                : BEGINNING.toLocalDate().minusDays(random.nextInt(LONGEST_TENURE));
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

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
