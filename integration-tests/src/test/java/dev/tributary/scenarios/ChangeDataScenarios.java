package dev.tributary.scenarios;

import static dev.tributary.scenarios.ChangedTables.EMPLOYEES;
import static dev.tributary.scenarios.Changes.debezium;
import static dev.tributary.scenarios.Changes.dms;
import static dev.tributary.scenarios.Changes.employee;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Found.LakeObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What changes of a table become, from the stream to the trusted zone. */
abstract class ChangeDataScenarios extends Scenarios {

    ChangeDataScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldMakeRowsOfWhatDmsSends() {
        ChangedTables tables = tables();
        tables.send(
                Changes.dmsLoad(employee(45, "loaded")),
                dms(1, "insert", employee(46, "new")),
                dms(2, "update", employee(46, "changed")),
                dms(3, "update", employee(47, "moved"), "{'id': 46}"),
                dms(4, "delete", "{'id': 45, 'notes': null}"));

        tables.system().run();

        assertThat(tables.lines(EMPLOYEES))
                .extracting(ChangeDataScenarios::marks)
                .containsExactly(
                        "snapshot 45 loaded false",
                        "insert 46 new false",
                        "update 46 changed false",
                        "delete 46  true",
                        "insert 47 moved false",
                        "delete 45  true");
        assertThat(tables.employees()).isEqualTo(Map.of(47, "moved"));
        JsonNode row = tables.lines(EMPLOYEES).get(1);
        assertThat(row.path("first_name").asText()).isEqualTo("Ada");
        assertThat(row.path("salary")).hasToString("5200.50");
        assertThat(row.path("created_at").asText()).isEqualTo("2024-02-01T08:00:00Z");
        assertThat(row.path("updated_at").asText()).isEqualTo("2024-02-01T08:00:00Z");
        assertThat(row.path("_committed_at").asText()).isEqualTo("2026-03-04T05:06:07Z");
        assertThat(row.path("_source_object").asText())
                .startsWith("s3://" + tables.bucket() + "/raw/year=")
                .endsWith(".gz");
        assertThat(tables.system().found().deadLetters()).isEmpty();
    }

    @Test
    void shouldMakeRowsOfWhatDebeziumSends() {
        ChangedTables tables = tables();
        String silent = employee(7, Changes.UNAVAILABLE);
        tables.send(
                debezium(1, "r", "", employee(7, "read")),
                debezium(2, "c", "", employee(8, "new")),
                debezium(3, "u", "", silent),
                debezium(4, "u", "{'id': 7, 'notes': 'before'}", silent),
                debezium(5, "d", "{'id': 8, 'notes': null}", ""),
                "null");

        tables.system().run();

        assertThat(tables.lines(EMPLOYEES))
                .extracting(ChangeDataScenarios::marks)
                .containsExactly(
                        "snapshot 7 read false",
                        "insert 8 new false",
                        "update 7  false",
                        "update 7 before false",
                        "delete 8  true");
        assertThat(tables.lines(EMPLOYEES).get(2).path("_unchanged")).hasToString("[\"notes\"]");
        assertThat(tables.employees()).isEqualTo(Map.of(7, "before"));
        assertThat(tables.system().found().deadLetters()).isEmpty();
    }

    @Test
    void shouldForgetWhatIsTruncatedAndKeepWhatCameBehind() {
        ChangedTables tables = tables();
        tables.send(
                debezium(3, "c", "", employee(9, "behind")),
                debezium(2, "t", "", ""),
                debezium(1, "c", "", employee(8, "before")));

        tables.system().run();

        assertThat(tables.lines(EMPLOYEES))
                .extracting(ChangeDataScenarios::marks)
                .containsExactly("insert 9 behind false", "truncate   true", "insert 8 before false");
        assertThat(tables.employees()).isEqualTo(Map.of(9, "behind"));
    }

    @Test
    void shouldKeepApartWhatIsNoRow() {
        ChangedTables tables = tables();
        tables.send(
                dms(1, "insert", employee(1, "good")),
                dms(2, "insert", employee(0, "bad")),
                Changes.dmsControl(3, "add-column"),
                Changes.debeziumMessage(4),
                "{\"neither\": \"nor\"}");

        tables.system().run();

        assertThat(tables.employees()).isEqualTo(Map.of(1, "good"));
        assertThat(tables.lines("quarantine/public/employees/" + Changes.DAY))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/violations/0/rule").asText()).isEqualTo("minimum");
                    assertThat(line.at("/violations/0/column").asText()).isEqualTo("id");
                    assertThat(line.at("/violations/0/value").asInt()).isZero();
                    assertThat(line.at("/row/notes").asText()).isEqualTo("bad");
                });
        assertThat(tables.lines("schema-changes/public/employees/" + Changes.DAY))
                .singleElement()
                .satisfies(line -> assertThat(line.path("operation").asText()).isEqualTo("add-column"));
        assertThat(tables.lines("messages/" + Changes.DAY)).singleElement().satisfies(line -> assertThat(
                        line.at("/message/content").asText())
                .isEqualTo("aGk="));
        assertThat(tables.system().found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("UNKNOWN_FORMAT");
            assertThat(letter.attributes()).containsEntry("stage", "recognise");
            assertThat(letter.payload()).asString().isEqualTo("{\"neither\": \"nor\"}");
        });
    }

    @Test
    void shouldKeepTablesOfAnyNameApart() {
        ChangedTables tables = tables();
        tables.send(Changes.dmsOf("my schema", "a/b", 1), Changes.dmsOf("", "größe", 2), Changes.dmsOf("~", "..", 3));

        tables.system().run();

        assertThat(tables.objects("trusted/"))
                .extracting(LakeObject::key)
                .extracting(key -> key.substring(0, key.indexOf("/year=")))
                .containsExactly("trusted/%7E/%2E.", "trusted/my%20schema/a%2Fb", "trusted/~/gr%C3%B6%C3%9Fe");
    }

    private static String marks(JsonNode row) {
        return String.join(
                " ",
                row.path("_op").asText(),
                row.path("id").asText(),
                row.path("notes").asText(),
                row.path("_deleted").asText());
    }

    private ChangedTables tables() {
        return new ChangedTables(backend(), system(ChangedTables.PARTS, Deployed.TEMPLATE, ChangedTables.PARAMETERS));
    }
}
