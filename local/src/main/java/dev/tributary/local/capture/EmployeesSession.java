package dev.tributary.local.capture;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements on one connection; each gives the count of rows that it changed. */
final class EmployeesSession {

    private final Connection connection;

    EmployeesSession(Connection connection) {
        this.connection = connection;
    }

    int run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    /**
     * Writes a message into the log that is in no table.
     *
     * @param transactional whether it comes with the transaction's changes, and is lost when that is rolled back
     */
    void tell(boolean transactional, String prefix, String content) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_logical_emit_message(?, ?, ?)")) {
            statement.setBoolean(1, transactional);
            statement.setString(2, prefix);
            statement.setBytes(3, content.getBytes(StandardCharsets.UTF_8));
            statement.execute();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollBack() throws SQLException {
        connection.rollback();
    }
}
