package dev.tributary.cdc;

import static dev.tributary.cdc.CdcFixture.json;
import static dev.tributary.cdc.Changes.DAY;
import static dev.tributary.cdc.Changes.debezium;
import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdcTransformHandlerTest {

    private static final String TRUSTED = "trusted/shop/items/" + DAY;
    private static final String INSERT = dms(1, "insert", "{'id': 'a', 'name': ' one '}");

    private final CdcFixture fixture = new CdcFixture();

    @Test
    void shouldMakeARowOfAChange() {
        fixture.transform(INSERT);

        assertThat(fixture.written()).containsOnlyKeys(TRUSTED + fixture.nameOfFirst() + ".jsonl.gz");
        assertThat(fixture.lines(TRUSTED))
                .singleElement()
                .satisfies(
                        line -> assertThat(line)
                                .hasToString(
                                        quoted(
                                                "{'id':'a','name':'one','_op':'insert','_committed_at':'2026-03-04T05:06:07Z',"
                                                        + "'_order':'1.012.011.011.012.011.011','_deleted':false,'_source_object':'s3://lake/raw/object'}")));
    }

    @Test
    void shouldMarkWhatBecameOfRows() {
        fixture.transform(String.join(
                "\n",
                debezium(1, "r", "", "{'id': 'a', 'name': 'x'}"),
                debezium(2, "c", "", "{'id': 'b', 'name': 'x'}"),
                debezium(3, "u", "", "{'id': 'b', 'name': 'y'}"),
                debezium(4, "u", "{'id': 'b'}", "{'id': 'c', 'name': 'y'}"),
                debezium(5, "d", "{'id': 'a', 'name': null}", ""),
                debezium(6, "t", "", "")));

        assertThat(fixture.lines(TRUSTED))
                .extracting(line -> line.path("_op").asText() + " "
                        + line.path("id").asText() + " "
                        + line.path("_deleted").asText())
                .containsExactly(
                        "snapshot a false",
                        "insert b false",
                        "update b false",
                        "delete b true",
                        "insert c false",
                        "delete a true",
                        "truncate  true");
        assertThat(fixture.lines(TRUSTED).get(5).has("name")).isFalse();
        assertThat(fixture.lines(TRUSTED).get(3).path("_order"))
                .isEqualTo(fixture.lines(TRUSTED).get(4).path("_order"));
    }

    @Test
    void shouldListOrFillWhatTheSourceDidNotSend() {
        String after = "{'id': 'a', 'name': 'x', 'notes': '" + Changes.UNAVAILABLE + "'}";
        fixture.transform(debezium(1, "u", "", after) + debezium(2, "u", "{'id': 'a', 'notes': 'long'}", after));

        assertThat(fixture.lines(TRUSTED))
                .extracting(line -> line.path("_unchanged").toString())
                .containsExactly("[\"notes\"]", "");
        assertThat(fixture.lines(TRUSTED))
                .extracting(line -> line.path("notes").asText())
                .containsExactly("", "long");
    }

    @Test
    void shouldQuarantineARowWithItsRuleItsValueAndItself() {
        JsonNode answer = fixture.transform(INSERT + dms(2, "insert", "{'id': 'b', 'name': 'B!'}"));

        assertThat(fixture.lines(TRUSTED)).hasSize(1);
        assertThat(fixture.lines("quarantine/shop/items/" + DAY))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/violations/0/rule").asText()).isEqualTo("pattern");
                    assertThat(line.at("/violations/0/column").asText()).isEqualTo("name");
                    assertThat(line.at("/violations/0/value").asText()).isEqualTo("B!");
                    assertThat(line.path("row")).isEqualTo(json("{\"id\": \"b\", \"name\": \"B!\"}"));
                    assertThat(line.path("_op").asText()).isEqualTo("insert");
                });
        assertThat(answer.path("rows").asInt()).isEqualTo(1);
        assertThat(answer.path("quarantined").asInt()).isEqualTo(1);
    }

    @Test
    void shouldKeepChangesOfTheTableItselfAndMessages() {
        fixture.transform(Changes.dmsControl(1, "drop-column") + Changes.debeziumMessage(2) + "null");

        assertThat(fixture.lines("schema-changes/shop/items/" + DAY))
                .singleElement()
                .satisfies(
                        line -> assertThat(line)
                                .hasToString(
                                        quoted(
                                                "{'operation':'drop-column','details':{},'_committed_at':'2026-03-04T05:06:07Z',"
                                                        + "'_order':'1.012.011.011.012.011.011','_source_object':'s3://lake/raw/object'}")));
        assertThat(fixture.lines("messages/" + DAY)).singleElement().satisfies(line -> assertThat(line)
                .hasToString(quoted(
                        "{'server':'shop','database':'shop','schema':'shop','prefix':'audit','message':{'prefix':'audit','content':'aGk='},"
                                + "'_committed_at':'2026-03-04T05:06:07Z','_order':'1.0833000002',"
                                + "'_source_object':'s3://lake/raw/object'}")));
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void shouldWriteAnObjectForEachTableAndDay() {
        fixture.transform(INSERT
                + dms(2, "insert", "{'id': 'b'}").replace("04T05:06:07Z\"}", "05T00:00:00Z\"}")
                + Changes.dmsOf("shop", "orders", 3));

        assertThat(fixture.written().keySet())
                .extracting(key -> key.substring(0, key.lastIndexOf('/')))
                .containsExactly(
                        "trusted/shop/items/year=2026/month=03/day=04",
                        "trusted/shop/items/year=2026/month=03/day=05",
                        "trusted/shop/orders/year=2026/month=03/day=04");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    my schema | a/b    | my%20schema/a%2Fb
                    ``        | items  | ~/items
                    Größe     | ~      | Gr%C3%B6%C3%9Fe/%7E
                    _a        | ..     | %5Fa/%2E.
                    a%2Fb     | year=1 | a%252Fb/year%3D1""")
    void shouldKeepTablesOfAnyNameApart(String schema, String table, String folder) {
        fixture.transform(Changes.dmsOf(schema, table, 1));

        assertThat(fixture.written())
                .containsOnlyKeys("trusted/" + folder + "/" + DAY + fixture.nameOfFirst() + ".jsonl.gz");
    }

    @Test
    void shouldTellFromWhichRawObjectAnObjectIsAndHowManyRowsItHas() {
        fixture.transform(INSERT);

        StoredObject object = fixture.written().values().iterator().next();
        assertThat(object.metadata())
                .containsEntry("raw-object", fixture.nameOfFirst())
                .containsEntry("record-count", "1");
        assertThat(object.request().contentType()).isEqualTo("application/gzip");
    }

    @Test
    void shouldTakeARenamedTableForTheOneWhoseContractItHas() {
        CdcFixture renamed = new CdcFixture(Map.of("TABLE_CONTRACTS", "{\"dms.goods\": \"public.employees\"}"));
        renamed.transform(Changes.dmsOf("dms", "goods", 1));

        assertThat(renamed.lines("quarantine/dms/goods/")).hasSize(1);
    }

    @Test
    void shouldTakeColumnsForBeforeImagesUnlessThereAreNone() {
        String update = dms(1, "update", "{'id': 'b', 'BI_id': 'a'}");
        CdcFixture none = new CdcFixture(Map.of("DMS_BEFORE_IMAGE_PREFIX", "none"));

        fixture.transform(update);
        none.transform(update);

        assertThat(fixture.lines(TRUSTED))
                .extracting(line ->
                        line.path("_op").asText() + " " + line.path("id").asText())
                .containsExactly("delete a", "insert b");
        assertThat(none.lines(TRUSTED))
                .extracting(line -> line.path("_op").asText() + " "
                        + line.path("id").asText() + " "
                        + line.path("BI_id").asText())
                .containsExactly("update b a");
    }

    @Test
    void shouldTransformEachVersionOfARawObject() {
        String first = fixture.put("raw/object", INSERT.getBytes(UTF_8));
        String second =
                fixture.put("raw/object", dms(2, "insert", "{'id': 'b'}").getBytes(UTF_8));

        fixture.handle(first);
        fixture.handle(second);

        assertThat(fixture.written()).hasSize(2);
        assertThat(fixture.lines(TRUSTED))
                .extracting(line -> line.path("id").asText())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldWriteTheSameBytesAgainLaterAndAfterTheEventsOrderHasChanged() {
        List<String> events = List.of(
                fixture.put("raw/1", INSERT.getBytes(UTF_8)),
                fixture.put("raw/2", Changes.gzip((INSERT + dms(2, "delete", "{'id': 'a'}")).getBytes(UTF_8))));
        events.forEach(fixture::handle);
        Map<String, String> digests = fixture.digests();

        fixture.clock.advance(Duration.ofDays(1));
        fixture.handle(events.get(1));
        fixture.handle(events.get(0));

        assertThat(fixture.digests()).hasSize(2).isEqualTo(digests);
    }

    @Test
    void shouldAnswerWithWhatBecameOfTheObject() {
        JsonNode answer =
                fixture.transform(INSERT + INSERT + "{}\nnull" + dms(2, "insert", "{'id': 'b', 'name': 'B!'}"));

        assertThat(answer.path("object").asText()).isEqualTo("s3://lake/raw/object");
        assertThat(counts(answer))
                .isEqualTo("changes 3, tombstones 1, repeats 1, rows 1, quarantined 1, deadLettered 1, objects 2");
    }

    private static String counts(JsonNode answer) {
        return List.of("changes", "tombstones", "repeats", "rows", "quarantined", "deadLettered", "objects").stream()
                .map(name -> name + " " + answer.path(name).asText("missing"))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trusted/shop/items/1", "raw/", "raw/year=2026/", "raw-2/1"})
    void shouldPassOverWhatIsNoRawObject(String key) {
        JsonNode answer = fixture.handle(fixture.put(key, INSERT.getBytes(UTF_8)));

        assertThat(answer.at("/objects/0/passedOver").asText()).isEqualTo("not below raw/");
        assertThat(fixture.s3.faults().calls(FakeS3.GET)).isZero();
        assertThat(fixture.s3.puts()).isEmpty();
    }

    @Test
    void shouldDoNothingOnTheTestEventOfS3() {
        assertThat(fixture.handle("{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"lake\"}"))
                .isEqualTo(json("{\"objects\": []}"));

        assertThat(fixture.s3.faults().calls(FakeS3.GET)).isZero();
    }

    @Test
    void shouldWriteNothingOfAnEmptyObject() {
        assertThat(fixture.transform("").path("objects").asInt()).isZero();
        assertThat(fixture.transform(Changes.gzip(" \n\r\n".getBytes(UTF_8)))
                        .path("bytes")
                        .asInt())
                .isZero();

        assertThat(fixture.s3.puts()).isEmpty();
        assertThat(fixture.letters()).isEmpty();
    }
}
