package dev.tributary.local.capture;

import dev.tributary.training.employees.Department;
import dev.tributary.training.employees.Salary;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is done to employees, a statement each; gives the count of rows that it changed.
 *
 * <p>Those whose notes are large keep their number. Of a changed key, Debezium tells a delete and an insert, and the insert does
 * not hold what PostgreSQL keeps apart and did not change: by the new key alone nobody can know it.
 *
 * <p>Some have a salary below zero, which breaks a rule of the table's contract. Nobody changes them any more, so that of a row
 * either all changes keep the rules or the only one breaks one.
 */
final class Staff {

    private static final int FEWEST = 5;
    private static final int LARGE_EVERY = 16;

    /** A statement. */
    private interface Step {
        int run() throws SQLException;
    }

    /** How often a statement is drawn. */
    private record Odds(int weight, Step step) {}

    private final EmployeesSession session;
    private final SplittableRandom random;
    private final EmployeeValues values;
    private final List<Odds> steps;
    private final int weights;
    private Roster roster;
    private boolean hasTeams;

    Staff(EmployeesSession session, SplittableRandom random, LocalDate today) {
        this.session = session;
        this.random = random;
        values = new EmployeeValues(random, today);
        roster = new Roster(random);
        steps = List.of(
                new Odds(22, this::hire),
                new Odds(20, () -> raise(session, roster.any())),
                new Odds(10, () -> promote(roster.any())),
                new Odds(6, () -> transfer(roster.any())),
                new Odds(7, () -> annotate(roster.any())),
                new Odds(7, this::renumber),
                new Odds(12, () -> delete(roster.any())),
                new Odds(4, () -> replace(roster.any())),
                new Odds(4, this::hireAgain),
                new Odds(3, () -> raiseAll(values.department().text())),
                new Odds(5, this::assignTeam),
                new Odds(2, this::hireWithMistypedSalary),
                new Odds(3, this::hireWithOddSalary));
        weights = steps.stream().mapToInt(Odds::weight).sum();
    }

    Roster roster() {
        return roster;
    }

    /** Goes back to what it was when a transaction began. */
    void restore(Roster before) {
        roster = before;
    }

    /** Any of the statements. */
    int anything() throws SQLException {
        if (roster.size() < FEWEST) {
            return hire();
        }
        int draw = random.nextInt(weights);
        for (Odds odds : steps) {
            draw -= odds.weight();
            if (draw < 0) {
                return odds.step().run();
            }
        }
        throw new IllegalStateException("draw: " + draw + " (expected: below 0)");
    }

    int hire() throws SQLException {
        return insert(roster.add());
    }

    private int hireWithMistypedSalary() throws SQLException {
        // Of no department, so that no raise of all comes their way.
        return insert(roster.addApart(), null, values.hireDate(), values.mistypedSalary());
    }

    /** Has somebody earn what nobody else does, which is no error that a rule could see. */
    private int hireWithOddSalary() throws SQLException {
        return insert(roster.add(), values.oddSalary());
    }

    /** Has somebody back with the number that they had. */
    int hireAgain() throws SQLException {
        return roster.hasGone() ? insert(roster.addAgain()) : hire();
    }

    int raise(EmployeesSession on, long id) throws SQLException {
        return on.run(
                "UPDATE employees SET salary = round(salary * ?, 2), updated_at = ? WHERE id = ?",
                values.raise(),
                values.now(),
                id);
    }

    void truncate() throws SQLException {
        session.run("TRUNCATE employees");
        roster.removeAll();
    }

    void addTeams(String sql) throws SQLException {
        session.run(sql);
        hasTeams = true;
    }

    int assignTeam() throws SQLException {
        return hasTeams
                ? session.run("UPDATE employees SET team = ? WHERE id = ?", values.team(), roster.any())
                : raise(session, roster.any());
    }

    private int insert(long id) throws SQLException {
        return insert(id, Salary.ORDINARY);
    }

    private int insert(long id, Salary kind) throws SQLException {
        Department department = values.department();
        LocalDate hired = values.hireDate();
        return insert(id, department.text(), hired, values.salary(kind, department, hired));
    }

    private int insert(long id, @Nullable String department, LocalDate hired, BigDecimal salary) throws SQLException {
        boolean large = random.nextInt(LARGE_EVERY) == 0;
        roster.notes(id, large);
        return session.run(
                "INSERT INTO employees (id, first_name, last_name, email, department, salary, hire_date, created_at,"
                        + " updated_at, profile, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ? AT TIME ZONE 'UTC', ?, ?::jsonb, ?)",
                id,
                values.firstName(),
                values.lastName(),
                values.email(id),
                department,
                salary,
                hired,
                values.now(),
                values.now(),
                values.profile(),
                large ? values.largeNotes() : values.smallNotes());
    }

    private int raiseAll(String department) throws SQLException {
        return session.run(
                "UPDATE employees SET salary = round(salary * 1.03, 2), updated_at = ? WHERE department = ?"
                        + " AND salary < 1000000",
                values.now(),
                department);
    }

    private int promote(long id) throws SQLException {
        return session.run(
                "UPDATE employees SET profile = jsonb_set(profile, '{level}', to_jsonb(?::int)) WHERE id = ?",
                values.level(),
                id);
    }

    /** To another department, with the difference of what the two pay; or out of all of them, for good. */
    private int transfer(long id) throws SQLException {
        if (random.nextInt(4) == 0) {
            return session.run(
                    "UPDATE employees SET department = ?, updated_at = ? WHERE id = ?", null, values.now(), id);
        }
        Department to = values.department();
        return session.run(
                "UPDATE employees SET department = ?, salary = salary + ? - " + entrySalaries() + ", updated_at = ?"
                        + " WHERE id = ? AND department IS NOT NULL",
                to.text(),
                values.entrySalary(to),
                values.now(),
                id);
    }

    private String entrySalaries() {
        return Arrays.stream(Department.values())
                .map(from -> "WHEN '" + from.text() + "' THEN " + values.entrySalary(from))
                .collect(Collectors.joining(" ", "CASE department ", " END"));
    }

    private int annotate(long id) throws SQLException {
        boolean large = random.nextInt(3) == 0;
        roster.notes(id, large);
        return session.run(
                "UPDATE employees SET notes = ? WHERE id = ?", large ? values.largeNotes() : values.smallNotes(), id);
    }

    /** Gives somebody another key. */
    private int renumber() throws SQLException {
        List<Long> candidates = roster.withSmallNotes();
        if (candidates.isEmpty()) {
            return hire();
        }
        long before = roster.anyOf(candidates);
        roster.remove(before);
        return session.run("UPDATE employees SET id = ? WHERE id = ?", roster.add(), before);
    }

    private int delete(long id) throws SQLException {
        roster.remove(id);
        return session.run("DELETE FROM employees WHERE id = ?", id);
    }

    /** Deletes somebody and has them back in the same transaction. */
    private int replace(long id) throws SQLException {
        return session.run("DELETE FROM employees WHERE id = ?", id) + insert(id);
    }
}
