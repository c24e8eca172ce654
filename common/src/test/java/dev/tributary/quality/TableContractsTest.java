package dev.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.change.SourceTable;
import dev.tributary.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableContractsTest {

    private static final String EMPLOYEES = "Employees, one row each.";

    private final TableContracts contracts = new TableContracts(Map.of("dms.employees", "public.employees"));

    @Test
    void shouldFindAContractByTheTablesName() {
        assertThat(contracts.find(table("public", "employees")).orElseThrow().key())
                .containsExactly("id");
        assertThat(contracts.find(table("", "plain"))).isPresent();
    }

    @Test
    void shouldFindTheContractThatATableShares() {
        assertThat(contracts.find(table("dms", "employees")).orElseThrow().description())
                .isEqualTo(EMPLOYEES);
    }

    @Test
    void shouldPreferTheContractOfOneDatabaseAlone() {
        TableContracts both =
                new TableContracts(Map.of("eu.crm.public.employees", "plain", "dms.employees", "public.employees"));

        assertThat(both.find(of("eu", "public")).orElseThrow().description()).isNotEqualTo(EMPLOYEES);
        assertThat(both.find(of("us", "public")).orElseThrow().description()).isEqualTo(EMPLOYEES);
        assertThat(both.find(of("us", "dms")).orElseThrow().description()).isEqualTo(EMPLOYEES);
    }

    @Test
    void shouldFindNoneOfAnotherTable() {
        assertThat(contracts.find(table("public", "people"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../table-contracts/plain", "a/../plain", "", "%2e%2e", "plain\u0000", "pla\nin", "a\\b"})
    void shouldLookForNoFileByANameThatIsNone(String name) {
        assertThat(contracts.find(table("", name))).isEmpty();
    }

    @Test
    void shouldNotLookForALongName() {
        assertThat(contracts.find(table("public", "a".repeat(10_000)))).isEmpty();
    }

    @Test
    void shouldRememberWhatItFoundAndThatItFoundNone() {
        CountingLoader loader = new CountingLoader(getClass().getClassLoader());
        ClassLoader former = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(contracts.find(table("public", "employees"))).isPresent();
                assertThat(contracts.find(table("public", "people"))).isEmpty();
            }
            assertThat(loader.asked)
                    .containsExactly("table-contracts/public.employees.json", "table-contracts/public.people.json");
            for (int i = 0; i < TableContracts.MOST; i++) {
                assertThat(contracts.find(table("other", "table" + i))).isEmpty();
            }
            loader.asked.clear();

            assertThat(contracts.find(table("public", "employees"))).isPresent();
            assertThat(contracts.find(table("other", "table999"))).isEmpty();

            assertThat(loader.asked).containsExactly("table-contracts/public.employees.json");
        } finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    @Test
    void shouldNameAllThatIsWrongWithAContract() {
        assertThatThrownBy(() -> contracts.find(table("broken", "rules")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table-contracts/broken.rules.json: keys: unknown (expected: one of columns, description,"
                        + " key); columns.id.type: \"int\" (expected: one of string, integer, decimal, boolean, date,"
                        + " timestamp, json)");
    }

    @Test
    void shouldSayWhereAContractIsNoJson() {
        assertThatThrownBy(() -> contracts.find(table("broken", "json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table-contracts/broken.json.json: not JSON at line 2, column 12 (expected: one JSON object)");
    }

    @Test
    void shouldReadWhichTablesShareAContract() throws JsonProcessingException {
        List<String> problems = new ArrayList<>();

        assertThat(TableContracts.parse(Json.readTree("{\"dms.employees\": \"public.employees\"}"), problems))
                .isEqualTo(Map.of("dms.employees", "public.employees"));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | : [] (expected: an object of tables, each with the table that has its contract)",
                "{'a': 1} | .a: 1 (expected: the name of a table such as public.employees)",
                "{'a': '../b'} | .a: '../b' (expected: the name of a table such as public.employees)",
                "{'a': 'public.people'} | .a: 'public.people' (expected: a table with a contract, table-contracts/public.people.json)",
                "{'a': 'broken.json'} | .a: 'broken.json' (expected: a table with a sound contract: table-contracts/broken.json.json: not JSON at line 2, column 12 (expected: one JSON object))"
            })
    void shouldNameThePlaceTheValueAndTheExpectation(String setting, String problem) throws JsonProcessingException {
        List<String> problems = new ArrayList<>();

        TableContracts.parse(Json.readTree(setting.replace('\'', '"')), problems);

        assertThat(problems).containsExactly(problem.replace('\'', '"'));
    }

    private static SourceTable of(String server, String schema) {
        return new SourceTable("postgresql", server, "crm", schema, "employees");
    }

    private static SourceTable table(String schema, String name) {
        return new SourceTable("dms", "", "", schema, name);
    }

    private static final class CountingLoader extends ClassLoader {

        private final List<String> asked = new ArrayList<>();

        CountingLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            asked.add(name);
            return super.getResourceAsStream(name);
        }
    }
}
