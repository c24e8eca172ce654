package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.DAY;
import static dev.tributary.cdc.Changes.debezium;
import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.dmsControl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.LatestState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two databases with a schema and a table of the same name, and what is of no table. */
class DatabasesApartTest {

    private static final String EU = debezium(1, "c", "", "{'id': 'a', 'name': 'x'}");
    private static final String US =
            debezium(2, "u", "", "{'id': 'a', 'name': 'y'}").replace("\"name\": \"shop\"", "\"name\": \"shop.us\"");

    private final CdcFixture fixture = new CdcFixture(Map.of("DATABASES_APART", "true"));

    @Test
    void shouldWriteEachTableIntoAFolderOfItsOwn() throws Exception {
        fixture.transform(EU + US);

        assertThat(latest("trusted/shop.shop.shop/items/")).isEqualTo(List.of("x"));
        assertThat(latest("trusted/shop%2Eus.shop.shop/items/")).isEqualTo(List.of("y"));
        assertThat(fixture.written()).hasSize(2);
    }

    @Test
    void shouldSayWhereDmsTellsNoDatabase() {
        fixture.transform(dms(1, "insert", "{'id': 'a', 'name': 'x'}") + dmsControl(2, "add-column"));

        assertThat(fixture.lines("trusted/~.~.shop/items/" + DAY)).hasSize(1);
        assertThat(fixture.lines("schema-changes/~.~.shop/items/" + DAY)).hasSize(1);
    }

    @Test
    void shouldHoldRowsAgainstTheContractThatTheirSchemaSharesOrTheirDatabaseHas() {
        fixture.transform(debezium(1, "c", "", "{'id': 'a', 'name': 'X!'}") + US.replace("\"y\"", "\"Y!\""));

        assertThat(fixture.lines("quarantine/shop.shop.shop/items/")).hasSize(1);
        assertThat(fixture.lines("quarantine/shop%2Eus.shop.shop/items/")).hasSize(1);

        CdcFixture own = new CdcFixture(Map.of(
                "DATABASES_APART", "true", "TABLE_CONTRACTS", "{\"shop.us.shop.shop.items\": \"shop.accounts\"}"));
        own.transform(US.replace("\"y\"", "\"Y!\""));

        assertThat(own.lines("trusted/shop%2Eus.shop.shop/items/")).hasSize(1);
    }

    @Test
    void shouldKeepTheFolderOfTheSchemaByDefault() {
        CdcFixture usual = new CdcFixture();

        JsonNode answer = usual.transform(EU + US);

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(usual.lines("trusted/shop/items/" + DAY)).hasSize(2);
    }

    /** An application chooses prefixes as it likes, and may choose one for each thing that it tells of. */
    @Test
    void shouldWriteMessagesOfAnyNumberOfPrefixesIntoOneObject() {
        StringBuilder messages = new StringBuilder();
        IntStream.range(0, 3_000)
                .forEach(i -> messages.append(Changes.debeziumMessage(i).replace("audit", "order-" + i)));

        JsonNode answer = fixture.transform(messages.toString());

        assertThat(answer.path("messages").asInt()).isEqualTo(3_000);
        assertThat(fixture.written()).hasSize(1);
        assertThat(fixture.lines("messages/" + DAY))
                .hasSize(3_000)
                .extracting(line -> line.path("prefix").asText())
                .doesNotHaveDuplicates();
    }

    private List<String> latest(String folder) throws Exception {
        LatestState state = new LatestState(List.of("id"));
        for (ObjectNode line : fixture.lines(folder)) {
            state.apply(ChangeRow.parse(line));
        }
        return state.rows().map(row -> row.path("name").asText()).toList();
    }
}
