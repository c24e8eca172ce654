package dev.tributary.scenarios;

import static dev.tributary.scenarios.AuditedTable.recordIds;
import static dev.tributary.scenarios.Subscriber.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.scenarios.Found.LakeObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** What changes of a table become, of whom they tell, and what it costs. */
abstract class AuditScenarios extends Scenarios {

    private static final int USERS = 7;
    private static final int CHANGES = 40;
    private static final String ANNA = "Ärne Анна";

    AuditScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldWriteChangesOfAnItemInOrderWithItsImagesAndTellOfEachWithout() {
        AuditedTable table = table(3, Map.of("AuditActorAttribute", "ändert", "AuditParallelizationFactor", "2"));
        table.subscribe();

        insertChangeAndDelete(table);
        table.system().run();

        List<LakeObject> trail = table.system().found().trail();
        assertThat(trail).hasSize(1);
        List<JsonNode> lines = trail.get(0).lines();
        String name = table.system().table();
        assertThat(trail.get(0).key())
                .startsWith("audit-logs/" + name + "/year=")
                .endsWith("/" + lines.get(0).path("recordId").asText() + ".jsonl.gz");
        assertThat(lines)
                .extracting(line -> line.path("eventName").asText())
                .containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(lines).isEqualTo(table.lines()).allSatisfy(line -> {
            assertThat(line.path("recordId").asText())
                    .isEqualTo(String.join(
                            ".",
                            name,
                            line.path("eventId").asText(),
                            line.path("sequenceNumber").asText(),
                            "0"));
            assertThat(line.path("table").asText()).isEqualTo(name);
            assertThat(line.path("keys"))
                    .isEqualTo(Found.json("{\"UserId\":\"" + ANNA + "\",\"ActivityId\":\"activity\"}"));
            assertThat(line.path("who")).isEqualTo(Found.json("""
                    {"attribute":"ändert","value":{"$stringSet":["a","ß"]}}"""));
            assertThat(line.path("stream").asText()).contains(":table/" + name + "/stream/");
            assertThat(line.path("viewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
            assertThat(line.path("expired").asBoolean(true)).isFalse();
            assertThat(line.path("sizeBytes").asInt()).isPositive();
        });
        assertImages(lines);
        assertTold(table, trail.get(0));
    }

    private static void insertChangeAndDelete(AuditedTable table) {
        AttributeValue bytes = fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 5}));
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "amount", fromN("12345678901234567890123456789012345678"),
                "rate", fromN("-0.125"),
                "ändert", fromSs(List.of("ß", "a")),
                "numbers", fromNs(List.of("2", "1.5")),
                "parts", fromBs(List.of(bytes.b())),
                "bytes", bytes,
                "list", fromL(List.of(fromBool(true), fromNul(true), fromS(""))),
                "map", fromM(Map.of("$binary", fromS("not one")))));
        table.put(ANNA, item);
        item.put("amount", fromN("12345678901234567890123456789012345679"));
        item.remove("bytes");
        item.put("new", fromNul(true));
        table.put(ANNA, item);
        table.delete(ANNA);
    }

    private static void assertImages(List<JsonNode> lines) {
        String common = "\"UserId\":\"" + ANNA + "\",\"ActivityId\":\"activity\",\"rate\":-0.125,"
                + "\"ändert\":{\"$stringSet\":[\"a\",\"ß\"]},\"numbers\":{\"$numberSet\":[1.5,2]},"
                + "\"parts\":{\"$binarySet\":[\"AP8F\"]},\"list\":[true,null,\"\"],"
                + "\"map\":{\"$map\":{\"$binary\":\"not one\"}},";
        JsonNode first = Found.json(
                "{" + common + "\"bytes\":{\"$binary\":\"AP8F\"},\"amount\":12345678901234567890123456789012345678}");
        JsonNode second = Found.json("{" + common + "\"new\":null,\"amount\":12345678901234567890123456789012345679}");
        assertThat(lines.get(0).get("oldImage")).isNull();
        assertThat(lines.get(0).get("newImage")).isEqualTo(first);
        assertThat(lines.get(1).get("oldImage")).isEqualTo(first);
        assertThat(lines.get(1).get("newImage")).isEqualTo(second);
        assertThat(lines.get(2).get("oldImage")).isEqualTo(second);
        assertThat(lines.get(2).get("newImage")).isNull();

        assertThat(lines.get(0).path("changes"))
                .hasSize(first.size())
                .allMatch(change -> !change.has("before")
                        && first.get(change.path("attribute").asText()).equals(change.get("after")));
        assertThat(lines.get(1).path("changes"))
                .containsExactlyInAnyOrder(
                        Found.json("""
                                {"attribute":"amount","before":12345678901234567890123456789012345678,
                                 "after":12345678901234567890123456789012345679}"""),
                        Found.json("{\"attribute\":\"bytes\",\"before\":{\"$binary\":\"AP8F\"}}"),
                        Found.json("{\"attribute\":\"new\",\"after\":null}"));
        assertThat(lines.get(2).path("changes"))
                .hasSize(second.size())
                .allMatch(change -> !change.has("after")
                        && second.get(change.path("attribute").asText()).equals(change.get("before")));
    }

    private static void assertTold(AuditedTable table, LakeObject object) {
        List<JsonNode> lines = object.lines();
        String name = table.system().table();
        List<Message> heard = table.heardOfOneCall(3);
        assertThat(heard)
                .extracting(
                        message -> attribute(message, "recordId"),
                        message -> attribute(message, "eventName"),
                        message -> attribute(message, "table"))
                .containsOnly(
                        tuple(lines.get(0).path("recordId").asText(), "INSERT", name),
                        tuple(lines.get(1).path("recordId").asText(), "MODIFY", name),
                        tuple(lines.get(2).path("recordId").asText(), "REMOVE", name));
        String folder = object.key().substring(0, object.key().lastIndexOf('/'));
        assertThat(heard).allSatisfy(message -> assertThat(message.body())
                .contains(ANNA, "s3://" + table.system().variable("LAKE_BUCKET") + "/" + folder)
                .contains(attribute(message, "recordId"))
                .doesNotContain("AP8F", "1234567890123456789"));
        assertThat(heard)
                .filteredOn(message -> attribute(message, "eventName").equals("MODIFY"))
                .allSatisfy(message -> assertThat(Found.json(attribute(message, "changedAttributes")))
                        .extracting(JsonNode::asText)
                        .containsExactlyInAnyOrder("amount", "bytes", "new"));
    }

    @Test
    void shouldShowOfRedactedAttributesOnlyWhichAreEqual() {
        AuditedTable table = table(
                3,
                Map.of(
                        "AuditRedactedAttributes", "UserId,email,phones",
                        "AuditActorAttribute", "email",
                        "AuditRedactionKey", "a-key-of-at-least-32-characters!"));
        table.subscribe();
        AttributeValue email = fromS("erin@example.org");
        table.put("user-erin", Map.of("email", email, "phones", fromNs(List.of("5550101", "5550102"))));
        table.set("user-erin", "city", fromS("Oslo"));
        table.put("user-finn", Map.of("email", email, "phones", fromNs(List.of("5550103"))));

        table.system().run();

        List<Message> heard = table.heardOfOneCall(3);
        assertThat(heard.toString())
                .contains("activity", "city")
                .doesNotContain("erin", "finn", "example.org", "55501");
        assertThat(table.system().found().trail().toString())
                .contains("activity", "Oslo")
                .doesNotContain("erin", "finn", "example.org", "55501");
        List<JsonNode> lines = table.lines();
        assertThat(heard).extracting(message -> attribute(message, "recordId")).hasSameElementsAs(recordIds(lines));
        assertThat(lines)
                .extracting(line -> line.at("/newImage/email"))
                .containsOnly(lines.get(0).at("/newImage/email"));
        assertThat(lines)
                .extracting(line -> line.at("/who/value"))
                .containsOnly(lines.get(0).at("/newImage/email"));
        for (String pointer : List.of("/keys/UserId/$redacted", "/newImage/phones/$redacted")) {
            List<String> hashes =
                    lines.stream().map(line -> line.at(pointer).asText()).toList();
            assertThat(hashes.get(0)).hasSize(64).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
        }
        assertThat(lines.get(1).path("changes"))
                .containsExactly(Found.json("{\"attribute\":\"city\",\"after\":\"Oslo\"}"));
    }

    @Test
    void shouldTellOnlyOfTheEventsAndAttributesThatAreNamed() {
        AuditedTable table =
                table(4, Map.of("AuditNotifyEvents", "MODIFY,REMOVE", "AuditNotifyAttributes", "status,owner"));
        table.subscribe();
        table.put("user", Map.of("status", fromS("new"), "views", fromN("1")));
        table.set("user", "views", fromN("2"));
        table.set("user", "status", fromS("read"));
        table.delete("user");

        table.system().run();

        List<JsonNode> lines = table.lines();
        assertThat(lines).hasSize(4);
        assertThat(table.heardOfOneCall(2))
                .extracting(message -> attribute(message, "recordId"))
                .hasSameElementsAs(recordIds(lines.subList(2, 4)));
    }

    @Test
    void shouldCallAwsOnceForAHundredChangesOfWhichNobodyIsTold() {
        AuditedTable table = table(100, Map.of("AuditNotifyEvents", ""));

        assertThat(callsForAHundredChanges(table)).isEqualTo(Map.of("s3:PutObject", 1L));
    }

    @Test
    void shouldCallAwsElevenTimesForAHundredChangesThatAreAllTold() {
        AuditedTable table = table(100, Map.of());

        assertThat(callsForAHundredChanges(table)).isEqualTo(Map.of("sns:PublishBatch", 10L, "s3:PutObject", 1L));
    }

    private static Map<String, Long> callsForAHundredChanges(AuditedTable table) {
        for (int number = 0; number < 100; number++) {
            table.put("user" + number, Map.of("number", fromN(Integer.toString(number))));
        }
        table.system().run();
        assertThat(table.lines())
                .extracting(line -> line.at("/newImage/number").asInt())
                .hasSize(100)
                .isSorted();
        assertThat(table.system().activity().invocations()).isEqualTo(1);
        return table.system().activity().awsCalls();
    }

    /** Batches are the same in every run, and so are the faults. */
    @Test
    void shouldWriteEachChangeOnceAndTellOfAllWhenEverythingGoesWrong() {
        Map<AuditedTable, FaultPlan> tables = new LinkedHashMap<>();
        for (long seed = 1; seed <= 2; seed++) {
            AuditedTable table = table(5, Map.of());
            table.subscribe();
            for (int number = 0; number < CHANGES; number++) {
                table.set("user" + number % USERS, "number", fromN(Integer.toString(number)));
            }
            FaultPlan faults = FaultPlan.seeded(seed);
            tables.put(table, faults);
            table.system().start(faults);
        }
        tables.forEach((table, faults) -> {
            table.system().awaitQuiet();
            assertThat(faults.counts()).hasSizeGreaterThan(3);
            assertThat(table.system().activity().retriedInvocations()).isPositive();
            List<JsonNode> lines = table.lines();
            assertThat(lines)
                    .extracting(line -> line.at("/newImage/number").asInt())
                    .containsExactlyElementsOf(
                            IntStream.range(0, CHANGES).boxed().toList());
            assertThat(lines.subList(USERS, CHANGES))
                    .allMatch(line -> line.at("/oldImage/number").asInt()
                            == line.at("/newImage/number").asInt() - USERS);
            assertThat(table.heardIds()).hasSameElementsAs(recordIds(lines));
        });
    }

    private AuditedTable table(int recordsPerBatch, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(AuditedTable.batchesOf(recordsPerBatch));
        all.putAll(parameters);
        return new AuditedTable(backend(), system(AuditedTable.PARTS, Deployed.TEMPLATE, all));
    }
}
