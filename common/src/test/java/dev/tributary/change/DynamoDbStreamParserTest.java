package dev.tributary.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.change.DynamoDbChange.EventName;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbStreamParserTest {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    private static final String MODIFY = """
            {"eventID": "c81e728d9d4c2f636f067f89cc14862c", "eventName": "MODIFY", "eventVersion": "1.1",
             "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
             "dynamodb": {"ApproximateCreationDateTime": 1.772600767E9,
                          "Keys": {"id": {"N": "101"}},
                          "OldImage": {"id": {"N": "101"}, "text": {"S": "größe"}},
                          "NewImage": {"id": {"N": "101"}, "text": {"NULL": true}},
                          "SequenceNumber": "222", "SizeBytes": 59, "StreamViewType": "NEW_AND_OLD_IMAGES"},
             "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-02T03:04:05.678"}""";

    @Test
    void shouldReadAChange() throws Exception {
        DynamoDbChange change = parse(MODIFY);

        RowChange event = change.event();
        assertThat(event.operation()).isEqualTo(Operation.UPDATE);
        assertThat(event.provenance().table()).isEqualTo(new SourceTable("dynamodb", "", "", "", "orders"));
        assertThat(event.provenance().committed()).isEqualTo(TIME);
        assertThat(event.key().orElseThrow()).hasToString("{\"id\":101}");
        assertThat(event.before().orElseThrow()).hasToString("{\"id\":101,\"text\":\"größe\"}");
        assertThat(event.after().orElseThrow()).hasToString("{\"id\":101,\"text\":null}");
        assertThat(change.name()).isEqualTo(EventName.MODIFY);
        assertThat(change.region()).isEqualTo("eu-west-1");
        assertThat(change.viewType()).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(change.sizeBytes()).isEqualTo(59);
        assertThat(change.expired()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"INSERT, OldImage, INSERT", "REMOVE, NewImage, DELETE"})
    void shouldReadAChangeWithOneImage(String name, String missing, Operation operation) throws Exception {
        DynamoDbChange change = parse(MODIFY.replace("MODIFY", name).replace(missing, "something"));

        assertThat(change.event().operation()).isEqualTo(operation);
        assertThat(change.event().before().isPresent()).isEqualTo(!name.equals("INSERT"));
        assertThat(change.event().after().isPresent()).isEqualTo(!name.equals("REMOVE"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    REMOVE | {"type": "Service", "principalId": "dynamodb.amazonaws.com"}  | true
                    REMOVE | {"principalId": "dynamodb.amazonaws.com", "new": [], "type": "Service"} | true
                    REMOVE | {"type": "Service", "principalId": "other.amazonaws.com"}     | false
                    REMOVE | {"type": "User", "principalId": "dynamodb.amazonaws.com"}     | false
                    REMOVE | {}                                                            | false
                    REMOVE | null                                                          | false
                    MODIFY | {"type": "Service", "principalId": "dynamodb.amazonaws.com"}  | false""")
    void shouldKnowARemovalByTimeToLive(String name, String identity, boolean expired) throws Exception {
        String json = MODIFY.replace("MODIFY", name).replaceFirst("\\{", "{\"userIdentity\": " + identity + ", ");

        assertThat(parse(json).expired()).isEqualTo(expired);
    }

    @Test
    void shouldPassOverWhatItDoesNotKnow() throws Exception {
        String json = MODIFY.replace("\"eventVersion\": \"1.1\"", "\"new\": {\"eventName\": [{}]}")
                .replace("\"SequenceNumber\": \"222\"", "\"Other\": [[{\"Keys\": 1}]]");

        assertThat(parse(json)).isEqualTo(parse(MODIFY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "eventName"        | "x"                  | MISSING_FIELD      | eventName: missing
                    "awsRegion"        | "x"                  | MISSING_FIELD      | awsRegion: missing
                    "dynamodb":        | "x":                 | MISSING_FIELD      | dynamodb.Keys: missing
                    "Keys"             | "x"                  | MISSING_FIELD      | dynamodb.Keys: missing
                    {"id": {"N": "101"}}, | {},               | MISSING_FIELD      | dynamodb.Keys: missing
                    "StreamViewType"   | "x"                  | MISSING_FIELD      | dynamodb.StreamViewType: missing
                    "SizeBytes"        | "x"                  | MISSING_FIELD      | dynamodb.SizeBytes: missing
                    MODIFY             | UPSERT               | UNKNOWN_EVENT_NAME | eventName: "UPSERT" (expected: INSERT, MODIFY or REMOVE)
                    MODIFY             | modify               | UNKNOWN_EVENT_NAME | eventName: "modify"
                    "MODIFY"           | 7                    | INVALID_FIELD      | eventName: number_int (expected: a string)
                    "eu-west-1"        | null                 | INVALID_FIELD      | awsRegion: null
                    {"id": {"N": "101"}}, | [],               | INVALID_FIELD      | Keys: array (expected: an object)
                    59                 | -1                   | INVALID_FIELD      | SizeBytes: number_int (expected: a number of bytes)
                    59                 | 99999999999999999999 | INVALID_FIELD      | SizeBytes: number_int
                    59                 | "59"                 | INVALID_FIELD      | SizeBytes: string
                    "OldImage"         | "x"                  | MISSING_IMAGE      | MODIFY without OldImage, StreamViewType "NEW_AND_OLD_IMAGES" (expected: a stream of NEW_AND_OLD_IMAGES)
                    "NewImage"         | "x"                  | MISSING_IMAGE      | MODIFY without NewImage
                    "OldImage"         | "NewImage"           | DUPLICATE_NAME     | NewImage: twice (expected: once)
                    "awsRegion"        | "eventName"          | DUPLICATE_NAME     | eventName: twice
                    {"S": "größe"}     | {"X": "größe"}       | UNKNOWN_TYPE       | a value of type "X"
                    "text": {"S"       | "id": {"S"           | DUPLICATE_NAME     | an attribute's name twice (expected: unique names)""")
    void shouldSayWhatIsWrong(String good, String bad, Problem problem, String message) {
        assertThat(MODIFY).contains(good);

        assertThatThrownBy(() -> parse(MODIFY.replace(good, bad)))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
                .satisfies(e -> assertThat(e)
                        .hasMessageStartingWith(message)
                        .hasMessageContaining("(expected: ")
                        .hasMessageNotContaining("größe"));
    }

    @ParameterizedTest
    @CsvSource({"INSERT, NewImage", "MODIFY, OldImage", "REMOVE, OldImage"})
    void shouldRefuseAStreamOfKeysAlone(String name, String image) {
        String json = MODIFY.replace("MODIFY", name)
                .replace("OldImage", "x")
                .replace("NewImage", "y")
                .replace("NEW_AND_OLD_IMAGES", "KEYS_ONLY");

        assertThatThrownBy(() -> parse(json))
                .hasMessage(name + " without " + image
                        + ", StreamViewType \"KEYS_ONLY\" (expected: a stream of NEW_AND_OLD_IMAGES)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"text\""})
    void shouldRefuseWhatIsNoObject(String json) {
        assertThatThrownBy(() -> parse(json))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_FIELD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"eventName\": \"MODIFY\"", "{} {}", "{\"dynamodb\": {\"Keys\": {\"a\": {\"S\": \"secret"
            })
    void shouldRefuseWhatIsNoJson(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfAny(InvalidJsonException.class, InvalidChangeException.class)
                .hasMessageNotContaining("secret");
    }

    private static DynamoDbChange parse(String json) throws InvalidJsonException, InvalidChangeException {
        EventSource source = new EventSource(
                "aws:dynamodb", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-02T03:04:05.678");
        RecordId id = new RecordId("orders", "c81e728d9d4c2f636f067f89cc14862c", "222", 0);
        return DynamoDbStreamParser.parse(new SourceRecord(id, source, "", TIME, json.getBytes(UTF_8)));
    }
}
