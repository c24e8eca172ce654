package dev.tributary.local.capture;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * What happens in the company: employees who come, earn more, change their number, leave and return, in transactions of several
 * rows, some rolled back, some at the same time; half-way the table is truncated, and later it gets another column. It is the
 * same each time, but for what the database itself counts, and for salaries, which are those of the day.
 */
final class Workload {

    /** Marks messages that tell what is done to the table's definition. */
    static final String DEFINITIONS = "ddl";

    private static final String ADD_TEAM = "ALTER TABLE employees ADD COLUMN " + Column.TEAM.sqlDefinition();
    private static final String REMARKS = "audit";
    private static final long SEED = 20_261_121;
    private static final int LONGEST_TRANSACTION = 5;

    private final EmployeesSession session;
    private final EmployeesSession other;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Staff staff;
    private int changes;

    /**
     * Prepares it.
     *
     * @param other for transactions at the same time
     */
    Workload(EmployeesSession session, EmployeesSession other) {
        this.session = session;
        this.other = other;
        staff = new Staff(session, random, LocalDate.now(ZoneOffset.UTC));
    }

    /** The rows that are there before anybody looks, in one transaction. */
    void load(int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            staff.hire();
        }
        session.commit();
    }

    /** Changes at least so many rows. */
    void change(int count) throws SQLException {
        transactionsUntil(count / 2);
        truncate();
        transactionsUntil(count * 3 / 4);
        addTeams();
        transactionsUntil(count);
    }

    private void transactionsUntil(int count) throws SQLException {
        while (changes < count) {
            transaction();
        }
    }

    private void transaction() throws SQLException {
        switch (random.nextInt(20)) {
            case 0 -> rolledBack();
            case 1 -> atTheSameTime();
            case 2 -> remark();
            default -> {
                changes += statements();
                session.commit();
            }
        }
    }

    private int statements() throws SQLException {
        int changed = 0;
        for (int i = random.nextInt(LONGEST_TRANSACTION); i >= 0; i--) {
            changed += staff.anything();
        }
        return changed;
    }

    private void rolledBack() throws SQLException {
        Roster before = staff.roster().copy();
        statements();
        session.tell(true, REMARKS, "rolled back");
        session.rollBack();
        staff.restore(before);
    }

    /** The transaction that begins first is committed last, so the order of commits is not that of the log. */
    private void atTheSameTime() throws SQLException {
        changes += staff.hire();
        changes += staff.hire();
        session.commit();
        long id = staff.roster().any();
        changes += staff.raise(session, id);
        changes += staff.raise(other, staff.roster().anyBut(id));
        other.commit();
        changes += staff.raise(session, id);
        session.commit();
    }

    private void remark() throws SQLException {
        session.tell(random.nextBoolean(), REMARKS, "at change " + changes);
        changes += staff.anything();
        session.commit();
    }

    private void truncate() throws SQLException {
        staff.truncate();
        changes += staff.hireAgain();
        changes += staff.hire();
        session.commit();
    }

    /** Tells of it too, since the log of PostgreSQL does not; on a live system, an event trigger does that. */
    private void addTeams() throws SQLException {
        session.tell(true, DEFINITIONS, ADD_TEAM);
        staff.addTeams(ADD_TEAM);
        changes += staff.assignTeam();
        session.commit();
    }
}
