package dev.tributary.change;

import static dev.tributary.change.ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every fixture becomes: {@code changes/expected.jsonl} has a line for each. */
class ChangeReaderTest {

    private final ChangeReader reader = new ChangeReader(DEFAULT_BEFORE_IMAGE_PREFIX);

    record Expected(String fixture, JsonNode is) {
        @Override
        public String toString() {
            return fixture;
        }
    }

    static List<Expected> expected() throws InvalidJsonException {
        List<Expected> expected = new ArrayList<>();
        for (String line : Changes.text("expected.jsonl").lines().toList()) {
            ObjectNode row = Changes.json(line);
            expected.add(new Expected(row.path("fixture").textValue(), row.path("is")));
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("expected")
    void shouldReadEveryForm(Expected expected) throws Exception {
        JsonNode is = reader.read(Changes.json(Changes.text(expected.fixture)))
                .<JsonNode>map(Changes::describe)
                .orElse(NullNode.getInstance());

        // By the bytes, since equal numbers may be written with other digits.
        assertThat(new String(Json.write(is), UTF_8)).isEqualTo(new String(Json.write(expected.is), UTF_8));
    }

    @Test
    void shouldHaveALineForEveryFixture() throws InvalidJsonException {
        List<String> fixtures = Stream.of("dms", "debezium", "flattened")
                .flatMap(format -> Changes.fixtures(format).stream())
                .toList();

        assertThat(expected()).extracting(Expected::fixture).containsExactlyInAnyOrderElementsOf(fixtures);
    }

    @ParameterizedTest
    @MethodSource("expected")
    void shouldLeaveTheValueAsItIs(Expected expected) throws Exception {
        ObjectNode value = Changes.json(Changes.text(expected.fixture));

        reader.read(value);

        assertThat(value).isEqualTo(Changes.json(Changes.text(expected.fixture)));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void shouldNotDependOnTheOrderOfFields(Expected expected) throws Exception {
        ObjectNode value = Changes.json(Changes.text(expected.fixture));

        assertThat(reader.read(reversed(value)).map(Changes::describe))
                .isEqualTo(reader.read(value).map(Changes::describe));
    }

    @Test
    void shouldShareTheTablesOfEvents() throws Exception {
        Set<SourceTable> instances = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            ChangeEvent event =
                    reader.read(Changes.json(Changes.text("dms/load.json"))).orElseThrow();
            instances.add(event.provenance().table());
            assertThat(instances).singleElement().isSameAs(event.provenance().table());
        }
    }

    @Test
    void shouldTellTablesApartThatShareAPlace() {
        SourceTables tables = new SourceTables();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(tables.get("dms", "", "", "s", "t" + i))
                        .isEqualTo(new SourceTable("dms", "", "", "s", "t" + i));
            }
        }
    }

    @Test
    void shouldTakeAnotherPrefixForBeforeImages() throws Exception {
        ObjectNode value = Changes.json(Changes.text("dms/update-with-columns-of-before-image.json")
                .replace("\"BI_boat_id\"", "\"old:boat_id\""));

        RowChange change = (RowChange) new ChangeReader("old:").read(value).orElseThrow();

        assertThat(change.before().orElseThrow()).hasToString("{\"boat_id\":80}");
        assertThat(change.after().orElseThrow().fieldNames())
                .toIterable()
                .containsExactly("boat_id", "BI_name", "name", "BI_");
    }

    @Test
    void shouldTakeEveryColumnForItselfWithoutAPrefix() throws Exception {
        ObjectNode value = Changes.json(Changes.text("dms/update-with-columns-of-before-image.json"));

        RowChange change = (RowChange) new ChangeReader("").read(value).orElseThrow();

        assertThat(change.before()).isEmpty();
        assertThat(change.after().orElseThrow()).isEqualTo(value.path("data"));
    }

    @Test
    void shouldOrderRowsOfDmsByTheLogPositionFirst() throws Exception {
        String update = Changes.text("dms/update-of-the-key.json");
        String earlier =
                update.replace("00000003/1A2B4000.2", "00000002/FA2B4000.9").replace("-id\": 1,", "-id\": 7,");

        assertThat(order(earlier)).isLessThan(order(update));
        assertThat(order(update)).isLessThan(order(update.replace("-record-id\": 1,", "-record-id\": 10,")));
        assertThat(order(Changes.text("dms/load.json"))).isLessThan(order(earlier));
    }

    @Test
    void shouldOrderRowsOfOracleByTheChangesOwnNumber() throws Exception {
        String update = Changes.text("debezium/oracle-update.json");

        assertThat(order(update)).isLessThan(order(update.replace("\"total_order\": 3", "\"total_order\": 10")));
        assertThat(order(update)).isLessThan(order(update.replace("\"ssn\": 1", "\"ssn\": 2")));
        assertThat(order(update)).isLessThan(order(update.replace(".0010 ", ".0100 ")));
        assertThat(order(update)).isLessThan(order(update.replace("0x00006f", "0x0000aa")));
        assertThat(order(update)).isLessThan(order(update.replace("\"2122185\"", "\"10000000\"")));
        // Of a transaction on another node, which some connectors tell with the number of the commit before.
        assertThat(order(update))
                .isLessThan(order(update.replace("\"2122185\"", "\"2122195\"").replace("2122190", "2100000")));
        assertThat(order(Changes.text("debezium/oracle-read.json"))).isLessThan(order(update));
        assertThat(order(update)).isLessThan(order(Changes.text("debezium/oracle-truncate.json")));
    }

    @Test
    void shouldOrderTheChangesOfATransactionThatHaveOneTime() throws Exception {
        String insert = Changes.text("debezium/time-in-a-transaction.json");

        assertThat(order(insert.replace("\"total_order\": 10", "\"total_order\": 9")))
                .isLessThan(order(insert));
        assertThat(order(insert))
                .isLessThan(order(insert.replace("400123", "400124").replace("10}", "1}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"debezium/update.json", "debezium/mysql-update.json", "debezium/sqlserver-update.json"})
    void shouldTakeNoPlaceInTheTransactionWhereThePositionIsOfOneChange(String fixture) throws Exception {
        ObjectNode event = Changes.json(Changes.text(fixture));
        event.remove("transaction");
        String without = event.toString();
        event.putObject("transaction").put("id", "1").put("total_order", 7);

        assertThat(order(event.toString())).isEqualTo(order(without));
    }

    private OrderToken order(String text) throws Exception {
        return reader.read(Changes.json(text)).orElseThrow().provenance().order();
    }

    private static ObjectNode reversed(ObjectNode value) {
        ObjectNode reversed = Json.object();
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(name -> names.add(0, name));
        for (String name : names) {
            reversed.set(name, value.get(name) instanceof ObjectNode inner ? reversed(inner) : value.get(name));
        }
        return reversed;
    }
}
