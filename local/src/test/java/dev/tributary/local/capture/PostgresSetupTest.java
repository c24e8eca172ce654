package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the deployed database is set up with, on a real PostgreSQL; skipped, with the reason, where none starts. The master is no
 * superuser there, so it is none here; but RDS lets it create an event trigger, which PostgreSQL itself does not.
 */
class PostgresSetupTest {

    private static final Path SETUP = Path.of("..", "infrastructure", "sql", "postgres.sql");
    private static final Path CONTRACT = Path.of(
            "..", "cdc-transform-handler", "src", "main", "resources", "table-contracts", "public.employees.json");

    private static final String MASTER = "tributary";
    private static final String ROLE = "dms";
    private static final String SUPERUSER = EmployeesDatabase.USER;
    private static final String LAST_BY_SUPERUSER = "CREATE EVENT TRIGGER";

    private static EmployeesDatabase database;

    @BeforeAll
    static void setUp() throws IOException, SQLException {
        database = Databases.start();
        try (Connection connection = connect(EmployeesDatabase.DATABASE, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + MASTER + " LOGIN CREATEROLE");
            statement.execute("CREATE ROLE rds_replication");
            statement.execute("GRANT rds_replication TO " + MASTER + " WITH ADMIN OPTION");
            statement.execute("CREATE DATABASE tributary OWNER " + MASTER);
        }
        String setup = Files.readString(SETUP);
        int last = setup.indexOf(LAST_BY_SUPERUSER);
        run(MASTER, setup.substring(0, last) + "COMMIT;");
        run(SUPERUSER, "BEGIN;" + setup.substring(last));
    }

    @AfterAll
    static void close() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void shouldCreateTheTableThatTheContractDescribes() throws IOException, SQLException {
        JsonNode contract = new ObjectMapper().readTree(Files.readString(CONTRACT));
        List<String> columns = query(
                MASTER,
                "SELECT column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name = 'employees' ORDER BY ordinal_position");
        List<String> key = query(
                MASTER,
                "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)"
                        + " WHERE indrelid = 'public.employees'::regclass AND indisprimary");

        assertThat(columns)
                .containsExactly(
                        "id",
                        "first_name",
                        "last_name",
                        "email",
                        "department",
                        "salary",
                        "hire_date",
                        "created_at",
                        "updated_at")
                .allSatisfy(column -> assertThat(contract.path("columns").has(column))
                        .as(column)
                        .isTrue());
        assertThat(contract.path("key")).hasToString("[\"" + String.join("\",\"", key) + "\"]");
    }

    /** Tables to come too, since whoever adds one thinks of other things. */
    @Test
    void shouldLetTheRoleReadTablesAndNothingElse() throws SQLException {
        run(MASTER, "CREATE TABLE public.teams (id bigint PRIMARY KEY); INSERT INTO public.teams VALUES (7)");

        assertThat(query(ROLE, "SELECT id FROM public.teams")).containsExactly("7");
        assertThat(query(ROLE, "SELECT count(*) FROM public.employees")).hasSize(1);
        for (String refused : List.of(
                "INSERT INTO public.teams VALUES (8)",
                "UPDATE public.teams SET id = 8",
                "DELETE FROM public.teams",
                "TRUNCATE public.teams",
                "ALTER TABLE public.teams ADD COLUMN name text",
                "CREATE TABLE public.others (id bigint)")) {
            assertThatThrownBy(() -> run(ROLE, refused))
                    .as(refused)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
        run(ROLE, "CREATE TABLE awsdms.heartbeat (id bigint)");
    }

    /** Nobody gets in without one, and whoever set the database up gives it. */
    @Test
    void shouldLeaveThePasswordOfTheRoleToTheMaster() throws SQLException {
        assertThat(query(SUPERUSER, "SELECT rolname FROM pg_authid WHERE rolname = 'dms' AND rolpassword IS NULL"))
                .containsExactly(ROLE);
        assertThat(query(
                        SUPERUSER,
                        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles"
                                + " WHERE rolname = 'dms'"))
                .containsExactly("f");

        run(MASTER, "ALTER ROLE dms PASSWORD 'generated'");
        assertThat(query(SUPERUSER, "SELECT rolname FROM pg_authid WHERE rolname = 'dms' AND rolpassword IS NULL"))
                .isEmpty();
    }

    /** Of somebody who has no rights in the schema of DMS. */
    @Test
    void shouldPutDefinitionsOfTablesIntoTheLog() throws SQLException {
        run(SUPERUSER, "CREATE ROLE someone LOGIN; CREATE SCHEMA theirs AUTHORIZATION someone");
        // The database of tests answers before a commit is in its log, from which the slot reads.
        run(SUPERUSER, "ALTER ROLE someone SET synchronous_commit = on");
        run("someone", "CREATE TABLE theirs.things (id bigint PRIMARY KEY)");
        query(SUPERUSER, "SELECT pg_create_logical_replication_slot('setup', 'test_decoding')");

        run("someone", "ALTER TABLE theirs.things ADD COLUMN name text");
        run("someone", "CREATE INDEX things_by_name ON theirs.things (name)");

        List<String> log = query(SUPERUSER, "SELECT data FROM pg_logical_slot_get_changes('setup', NULL, NULL)");
        query(SUPERUSER, "SELECT pg_drop_replication_slot('setup')");
        assertThat(log)
                .filteredOn(line -> line.contains(": INSERT:"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("table awsdms.awsdms_ddl_audit: INSERT: ")
                        .contains("c_tag[character varying]:'ALTER TABLE'", "c_user[character varying]:'someone'")
                        .contains("c_ddlqry[text]:'ALTER TABLE theirs.things ADD COLUMN name text'"));
        assertThat(log).filteredOn(line -> line.contains(": DELETE:")).hasSize(1);
        assertThat(query(SUPERUSER, "SELECT count(*) FROM awsdms.awsdms_ddl_audit"))
                .containsExactly("0");
    }

    private static void run(String user, String sql) throws SQLException {
        try (Connection connection = connect("tributary", user);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column, as text. */
    private static List<String> query(String user, String sql) throws SQLException {
        try (Connection connection = connect("tributary", user);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    private static Connection connect(String name, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + EmployeesDatabase.HOST + ":" + database.port() + "/" + name + "?user=" + user);
    }
}
