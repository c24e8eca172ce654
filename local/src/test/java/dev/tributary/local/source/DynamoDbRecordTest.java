package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

class DynamoDbRecordTest {

    private static final String SHARD = "shardId-00000001772359200000-aaaaaaaa";
    private static final String STREAM = TableFixture.IDENTITY.streamArn();

    @Test
    void shouldWriteTheEntryThatLambdaSends() {
        assertThat(entry(TableFixture.change(7, "é\"", START))).isEqualTo("""
                {"eventID":"event-7","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb",\
                "awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1772359200,\
                "Keys":{"id":{"S":"é\\""}},"NewImage":{"id":{"S":"é\\""}},"SequenceNumber":"7","SizeBytes":26,\
                "StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"%s"}""".formatted(STREAM));
    }

    @Test
    void shouldWriteEveryTypeWithoutLoss() {
        Map<String, AttributeValue> attributes = Map.of(
                "a", AttributeValue.fromN("123456789012345678901234567890.12345678"),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})),
                "c", AttributeValue.fromSs(List.of("x", "é")),
                "d", AttributeValue.fromNs(List.of("1", "2.5")),
                "e", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1}))),
                "f", AttributeValue.fromBool(false),
                "g", AttributeValue.fromNul(true),
                "h", AttributeValue.fromL(List.of(AttributeValue.fromS(""), AttributeValue.fromL(List.of()))),
                "j", AttributeValue.fromM(Map.of("k", AttributeValue.fromM(Map.of()))));

        JsonNode image =
                json(TableFixture.change(1, START, Map.of(), attributes)).at("/dynamodb/NewImage");

        assertThat(image).hasToString("""
                {"a":{"N":"123456789012345678901234567890.12345678"},"b":{"B":"AP8="},"c":{"SS":["x","é"]},\
                "d":{"NS":["1","2.5"]},"e":{"BS":["AQ=="]},"f":{"BOOL":false},"g":{"NULL":true},\
                "h":{"L":[{"S":""},{"L":[]}]},"j":{"M":{"k":{"M":{}}}}}""");
    }

    @Test
    void shouldTakeAnAttributeWithoutATypeForTheEmptyMapThatDynamoDbLocalMeans() {
        AttributeValue untyped = AttributeValue.builder().build();

        JsonNode image = json(TableFixture.change(1, START, Map.of(), Map.of("a", untyped)))
                .at("/dynamodb/NewImage");

        assertThat(image).hasToString("{\"a\":{\"M\":{}}}");
    }

    @Test
    void shouldLeaveOutTheImagesThatTheViewDoesNotHave() {
        Record record = TableFixture.change(1, "a", START);
        Record keysOnly = record.toBuilder()
                .dynamodb(record.dynamodb().toBuilder()
                        .newImage(null)
                        .streamViewType("KEYS_ONLY")
                        .build())
                .build();

        JsonNode change = json(keysOnly).path("dynamodb");

        assertThat(change.has("NewImage")).isFalse();
        assertThat(change.has("OldImage")).isFalse();
        assertThat(change.path("Keys")).hasToString("{\"id\":{\"S\":\"a\"}}");
        assertThat(change.path("StreamViewType").asText()).isEqualTo("KEYS_ONLY");
    }

    @Test
    void shouldTellWhoRemovedAnExpiredItem() {
        Record removal = TableFixture.change(1, "a", START).toBuilder()
                .eventName("REMOVE")
                .userIdentity(who -> who.type("Service").principalId("dynamodb.amazonaws.com"))
                .build();

        assertThat(json(removal).path("userIdentity"))
                .hasToString("{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"}");
    }

    @Test
    void shouldTellOfAnExpiredItemAsAwsDoesWhereDynamoDbLocalDoesNot() {
        Record removal = TableFixture.change(1, "a", START).toBuilder()
                .eventName("UNKNOWN_TO_SDK_VERSION")
                .build();

        assertThat(json(removal).path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(json(removal).path("userIdentity"))
                .hasToString("{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"}");
    }

    @Test
    void shouldHaveOneOrderingKeyForAnItemHoweverItsKeysAreListed() {
        AttributeValue number = AttributeValue.fromN("1");
        AttributeValue bytes = AttributeValue.fromB(SdkBytes.fromUtf8String("1"));

        assertThat(key(Map.of("a", number, "b", bytes))).isEqualTo("{\"a\":{\"N\":\"1\"},\"b\":{\"B\":\"MQ==\"}}");
        assertThat(key(Map.of("b", bytes, "a", number))).isEqualTo(key(Map.of("a", number, "b", bytes)));
        assertThat(key(Map.of("a", bytes, "b", number))).isNotEqualTo(key(Map.of("a", number, "b", bytes)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'eventName':['INSERT','REMOVE']}                      | true",
                "{'eventName':['MODIFY']}                               | false",
                "{'dynamodb':{'NewImage':{'id':{'S':[{'prefix':'us'}]}}}} | true",
                "{'dynamodb':{'NewImage':{'id':{'S':['other']}}}}       | false",
                "{'dynamodb':{'OldImage':{'id':{'S':[{'exists':false}]}}}} | true",
                "{'userIdentity':{'type':['Service']}}                  | false",
                "{'awsRegion':['eu-west-1']}                            | true",
                "{'data':{'id':[{'exists':false}]}}                     | false",
            })
    void shouldBeFilteredByItsEntry(String pattern, boolean expected) {
        FilterCriteria filters = FilterCriteria.of(List.of(pattern.replace('\'', '"')));

        assertThat(filters.matches(new DynamoDbRecord(TableFixture.change(1, "user-1", START)), TableFixture.IDENTITY))
                .isEqualTo(expected);
    }

    @Test
    void shouldNameTheChangesThatAreGivenUp() throws InterruptedException {
        List<JsonNode> documents = new ArrayList<>();
        ManualClock clock = new ManualClock(START);
        EventSourceMapping mapping = new EventSourceMapping(
                TableFixture.IDENTITY,
                LaneFixture.settings(Map.of("MaximumRetryAttempts", 0, "BisectBatchOnFunctionError", true)),
                event -> new String(event, UTF_8).contains("poison") ? LaneFixture.ERROR : LaneFixture.OK,
                batch -> documents.add(FailureRecord.withPayload(batch)),
                clock,
                clock::advance);
        Lane lane = mapping.lane(SHARD);

        lane.offer(List.of(
                new DynamoDbRecord(TableFixture.change(1, "good", START)),
                new DynamoDbRecord(TableFixture.change(2, "poison", START)),
                new DynamoDbRecord(TableFixture.change(3, "good", START))));
        lane.drain();

        assertThat(mapping.report().recordsDelivered()).isEqualTo(2);
        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.path("DDBStreamBatchInfo"))
                    .isEqualTo(LaneFixture.json("""
                    {"shardId":"%s","startSequenceNumber":"2","endSequenceNumber":"2",
                    "approximateArrivalOfFirstRecord":"2026-03-01T10:00:00.250Z",
                    "approximateArrivalOfLastRecord":"2026-03-01T10:00:00.250Z","batchSize":1,
                    "streamArn":"%s"}""".formatted(SHARD, STREAM).getBytes(UTF_8)));
            assertThat(document.path("payload").asText()).contains("poison");
        });
    }

    private static String key(Map<String, AttributeValue> keys) {
        return new DynamoDbRecord(TableFixture.change(1, START, keys, Map.of())).orderingKey();
    }

    private static JsonNode json(Record record) {
        return LaneFixture.json(entry(record).getBytes(UTF_8));
    }

    private static String entry(Record record) {
        return new String(EventForm.FUNCTION.ofRecord(TableFixture.IDENTITY, SHARD, new DynamoDbRecord(record)), UTF_8);
    }
}
