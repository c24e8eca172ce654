package dev.tributary.local.capture;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tributary.local.demo.account.ExactJson;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own with the table {@code public.employees}, on a port that is free and that this machine alone can
 * reach. It keeps its files in a folder, and removes the data when it is closed; the next one there removes what a process that
 * was killed has left.
 */
final class EmployeesDatabase implements AutoCloseable {

    static final String TABLE = "employees";
    static final String HOST = "127.0.0.1";
    static final String DATABASE = "postgres";
    static final String USER = "postgres";

    private static final Duration START = Duration.ofSeconds(30);

    /** What lets changes be read from its log; and without waiting for the disk, since nothing here outlives the process. */
    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "logical",
            "listen_addresses", HOST,
            "unix_socket_directories", "",
            "timezone", "UTC",
            "fsync", "off",
            "full_page_writes", "off");

    private final EmbeddedPostgres postgres;

    private EmployeesDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts it and creates the table.
     *
     * @param folder where its programs are unpacked, and where its data and its log are; of one database at a time
     * @throws IOException if it does not start, with what it says itself, if it says anything
     */
    static EmployeesDatabase start(Path folder) throws IOException, SQLException {
        Path log = Files.createDirectories(folder).resolve("postgres.log");
        Path data = folder.resolve("data");
        Files.deleteIfExists(log);
        if (Files.exists(data)) {
            MoreFiles.deleteRecursively(data, RecursiveDeleteOption.ALLOW_INSECURE);
        }
        EmployeesDatabase database = new EmployeesDatabase(start(folder, data, log));
        try {
            database.createTable();
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Path folder, Path data, Path log) throws IOException {
        Redirect output = Redirect.appendTo(log.toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(data)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setPGStartupWait(START);
        SETTINGS.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IOException(firstComplaint(log).orElse(e.getMessage()), e);
        }
    }

    private static Optional<String> firstComplaint(Path log) throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .findFirst();
        }
    }

    /** A connection whose transactions somebody must commit. */
    Connection connect() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    int port() {
        return postgres.getPort();
    }

    /** PostgreSQL's version, such as {@code 17.7}. */
    String version() throws SQLException {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** All rows by id, in the form of {@link CapturedChanges#table()}. */
    List<ObjectNode> rows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + TABLE + " ORDER BY id")) {
            List<ObjectNode> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row(row));
            }
            return rows;
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static ObjectNode row(ResultSet row) throws SQLException {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Column column = Column.named(row.getMetaData().getColumnName(i));
            column.canonical(row).ifPresent(value -> values.set(column.sqlName(), value));
        }
        // Numbers as every reader of JSON has them, and not of the type that the column has.
        return (ObjectNode) ExactJson.parse(values.toString());
    }

    private void createTable() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Column.atFirst().stream()
                    .map(Column::sqlDefinition)
                    .collect(joining(", ", "CREATE TABLE " + TABLE + " (", ")")));
            connection.commit();
        }
    }
}
