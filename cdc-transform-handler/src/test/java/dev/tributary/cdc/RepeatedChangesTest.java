package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.debezium;
import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.dmsControl;
import static dev.tributary.cdc.Changes.dmsLoad;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is dropped of one object because the source sent it before, and what must not be. */
class RepeatedChangesTest {

    private final CdcFixture fixture = new CdcFixture();

    @Test
    void shouldDropWhatDmsSentAgain() {
        String move = dms(3, "update", "{'id': 'b', 'name': 'x'}", "{'id': 'a'}");
        String change = dms(1, "insert", "{'id': 'a', 'name': 'x'}");

        JsonNode answer = fixture.transform(
                change + move + dmsControl(4, "truncate-table") + change + move + dmsControl(4, "truncate-table"));

        assertThat(answer.path("rows").asInt()).isEqualTo(4);
        assertThat(answer.path("repeats").asInt()).isEqualTo(3);
    }

    @Test
    void shouldDropWhatDebeziumSentAgain() {
        String change = debezium(1, "c", "", "{'id': 'a', 'name': 'x'}");

        assertThat(fixture.transform(change + change).path("rows").asInt()).isEqualTo(1);
    }

    @Test
    void shouldDropRowsOfTheQuarantineToo() {
        String change = debezium(1, "c", "", "{'id': 'a', 'name': 'X!'}");

        assertThat(fixture.transform(change + change).path("quarantined").asInt())
                .isEqualTo(1);
    }

    /** Some sources tell the same time of all changes of a transaction, and no place. */
    @Test
    void shouldKeepTwoChangesOfOneRowAtOnePlace() {
        JsonNode answer = fixture.transform(
                debezium(1, "u", "", "{'id': 'a', 'name': 'x'}") + debezium(1, "u", "", "{'id': 'a', 'name': 'y'}"));

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheSameRowOfTwoTables() {
        String change = debezium(1, "c", "", "{'id': 'a'}");

        assertThat(fixture.transform(change + change.replace("\"items\"", "\"others\""))
                        .path("rows")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    'name': 'shop',            'name': 'shop-eu'
                    'db': 'shop',              'db': 'shop_eu'
                    'connector': 'postgresql', 'connector': 'db2'""")
    void shouldKeepTheSameRowOfTwoDatabases(String one, String other) {
        String change = debezium(1, "c", "", "{'id': 'a', 'name': 'x'}");
        String elsewhere = change.replace(Changes.quoted(one), Changes.quoted(other));
        assertThat(elsewhere).isNotEqualTo(change);

        JsonNode answer = fixture.transform(change + elsewhere + change + elsewhere);

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(answer.path("repeats").asInt()).isEqualTo(2);
    }

    /** DMS tells no database, but whatever else is the same, a transaction of another database has another id. */
    @Test
    void shouldKeepTheSameRowOfTwoTransactions() {
        String change = dms(1, "insert", "{'id': 'a', 'name': 'x'}");

        JsonNode answer = fixture.transform(
                change + change.replace("\"transaction-id\": 1001", "\"transaction-id\": 2001") + change);

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(answer.path("repeats").asInt()).isEqualTo(1);
    }

    /** One statement can insert the same row twice. */
    @Test
    void shouldKeepTheSameRowTwiceWithoutAKeyUnlessItsPlaceIsTold() {
        String change = debezium(1, "c", "", "{'id': 'a'}").replace("\"items\"", "\"others\"");
        String counted =
                change.replace("\"transaction\": null", "\"transaction\": {\"id\": \"7\", \"total_order\": 1}");

        JsonNode answer = fixture.transform(change + change + counted + counted);

        assertThat(answer.path("rows").asInt()).isEqualTo(3);
        assertThat(answer.path("repeats").asInt()).isEqualTo(1);
    }

    @Test
    void shouldKeepRowsOfALoadAndChangesWithoutATransaction() {
        String load = dmsLoad(1, "{'id': 'a'}");
        String change = dms(1, "insert", "{'id': 'a'}").replaceAll("\"transaction-id\": \\d+, ", "");

        assertThat(fixture.transform(load + load + change + change).path("rows").asInt())
                .isEqualTo(4);
    }
}
