package dev.tributary.local.capture;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/** PostgreSQL for tests. */
final class Databases {

    private Databases() {}

    /** Starts it; where that fails, the test is skipped, and says why. */
    static EmployeesDatabase start() {
        try {
            return EmployeesDatabase.start(Path.of("target", "capture-test"));
        } catch (Exception e) {
            System.err.println("Skipped, since PostgreSQL does not start here: " + e);
            return abort("PostgreSQL does not start here: " + e);
        }
    }
}
