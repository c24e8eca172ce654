package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.event;
import static dev.tributary.stream.FlowFixture.wrong;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are no events of the type, and events that their processor cannot apply. */
class BadInputTest {

    private final FlowFixture fixture = new FlowFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                            | decode/EMPTY: 0 bytes without a value (expected: one JSON object)
        {"account":                   | decode/MALFORMED_JSON: not JSON at line 1, column 12 (expected: one JSON object)
        [1]                           | decode/NOT_AN_OBJECT: a JSON array (expected: one JSON object)
        {"a":1,"a":2}                 | decode/DUPLICATE_KEY: an object with the same key twice at line 1, column 12 (expected: unique keys)
        {"account":"a"}               | validate/SCHEMA_VIOLATION: /amount: missing (expected: a value)
        {"account":"a","amount":"-"}  | validate/SCHEMA_VIOLATION: /amount: a string of 1 character (expected: text that matches ^-?[0-9]{1,20}(\\.[0-9]{1,8})?$)
        {"account":"a","amount":1,"event_id":7}      | validate/INVALID_KEY: /event_id: a JSON number (expected: a string of 1-128 characters, or none)
        {"account":"a","amount":1,"event_id":""}     | validate/INVALID_KEY: /event_id: 0 characters (expected: a string of 1-128 characters, or none)
        {"account":"a","amount":1,"event_id":{}}     | validate/INVALID_KEY: /event_id: a JSON object (expected: a string of 1-128 characters, or none)""")
    void shouldSetAsideWhatIsNoEvent(String payload, String rejection) {
        assertThat(rejection(payload)).isEqualTo(rejection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"requestId":7,"receivedAt":1,"body":{}}     | decode/BAD_ENVELOPE: /requestId: a JSON number (expected: a string that is not empty)
        {"requestId":"","receivedAt":1,"body":{}}    | decode/BAD_ENVELOPE: /requestId: a JSON string (expected: a string that is not empty)
        {"requestId":"r","receivedAt":"1","body":{}} | decode/BAD_ENVELOPE: /receivedAt: a JSON string (expected: milliseconds since 1970, 0-253402300799999)
        {"requestId":"r","receivedAt":-1,"body":{}}  | decode/BAD_ENVELOPE: /receivedAt: -1 (expected: milliseconds since 1970, 0-253402300799999)
        {"requestId":"r","receivedAt":1.5,"body":{}} | decode/BAD_ENVELOPE: /receivedAt: 1.5 (expected: milliseconds since 1970, 0-253402300799999)
        {"requestId":"r","receivedAt":99999999999999999999,"body":{}} | decode/BAD_ENVELOPE: /receivedAt: 99999999999999999999 (expected: milliseconds since 1970, 0-253402300799999)
        {"requestId":"r","receivedAt":1,"body":[]}   | decode/BAD_ENVELOPE: /body: a JSON array (expected: an object, or a string that is the JSON of one)
        {"requestId":"r","receivedAt":1,"body":null} | decode/BAD_ENVELOPE: /body: a JSON null (expected: an object, or a string that is the JSON of one)
        {"requestId":"r","receivedAt":1,"body":""}   | decode/EMPTY: body: 0 bytes without a value (expected: one JSON object)
        {"requestId":"r","receivedAt":1,"body":"7"}  | decode/NOT_AN_OBJECT: body: a JSON number (expected: one JSON object)
        {"requestId":"r","receivedAt":1,"body":"{\\"a\\":\\"\\\\ud800\\"}"} | decode/INVALID_TEXT: body: half a surrogate pair at byte 6 (expected: characters that UTF-8 can hold)
        {"requestId":"r","receivedAt":1,"body":"{\\"account\\":\\"a\\"}"}   | validate/SCHEMA_VIOLATION: /amount: missing (expected: a value)""")
    void shouldSetAsideWhatTheApiNeverSends(String payload, String rejection) {
        assertThat(rejection(payload)).isEqualTo(rejection);
    }

    @Test
    void shouldSetAsideAnEventThatIsTooLarge() {
        FlowFixture small = new FlowFixture(Map.of("MAX_EVENT_BYTES", "1024"));

        small.handle("{\"account\":\"a\",\"amount\":1,\"note\":\"" + "x".repeat(1_000) + "\"}");

        assertThat(small.deadLetters())
                .containsExactly("1 decode/OVERSIZED: 1036 bytes (expected: at most 1024, as MAX_EVENT_BYTES says)");
    }

    @Test
    void shouldMeasureAnEventWithoutWhatTheApiMadeOfIt() {
        FlowFixture small = new FlowFixture(Map.of("MAX_EVENT_BYTES", "1024"));
        String escaped = "\\u00e9"; // one é as the API writes it: six bytes for two

        small.handle(enveloped(escaped.repeat(470)), enveloped(escaped.repeat(500)), " ".repeat(4 * 1_024 + 1));

        assertThat(small.tally("a")).startsWith("1 ");
        assertThat(small.deadLetters())
                .containsExactly(
                        "2 decode/OVERSIZED: 1036 bytes (expected: at most 1024, as MAX_EVENT_BYTES says)",
                        "3 decode/OVERSIZED: 4097 bytes (expected: at most 1024, as MAX_EVENT_BYTES says)");
    }

    private static String enveloped(String note) {
        return "{\"requestId\":\"r\",\"receivedAt\":1,\"body\":"
                + "\"{\\\"account\\\":\\\"a\\\",\\\"amount\\\":1,\\\"note\\\":\\\"" + note + "\\\"}\"}";
    }

    @ParameterizedTest
    @CsvSource({"{}, missing", "{\"thing\":7}, a JSON number", "{\"thing\":\"\"}, 0 bytes", "LONG, 1026 bytes"})
    void shouldSetAsideAnEventThatIsAboutNothing(String payload, String found) {
        FlowFixture things =
                new FlowFixture(Map.of("EVENT_TYPE", "thing", "ENTITY_FIELD", "thing", "EVENT_PROCESSOR", ""));

        things.handle(payload.equals("LONG") ? "{\"thing\":\"" + "é".repeat(513) + "\"}" : payload);

        assertThat(things.deadLetters())
                .containsExactly("1 validate/INVALID_KEY: /thing: " + found + " (expected: a string of 1-1024 bytes)");
    }

    @Test
    void shouldCountCharactersOfAnIdAsItsSchemaDoes() {
        String character = "😀"; // two of Java's char

        fixture.handle(event("a", character.repeat(128), 1), event("a", character.repeat(129), 1));

        assertThat(fixture.verdicts()).containsOnlyKeys(1);
        assertThat(fixture.deadLetters())
                .containsExactly(
                        "2 validate/INVALID_KEY: /event_id: 129 characters (expected: a string of 1-128 characters, or none)");
    }

    @Test
    void shouldGoOnBehindARecordThatIsSetAside() {
        assertThat(fixture.handle(event("a", "1", 1), "bad", event("a", "2", -7), event("a", "3", 3)))
                .isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("4 13");
        assertThat(fixture.deadLetters())
                .containsExactly(
                        "2 decode/MALFORMED_JSON: not JSON at line 1, column 1 (expected: one JSON object)",
                        "3 apply/OVERDRAWN: /amount: -7 (expected: covered)");
        assertThat(fixture.entries()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail",
                "fail to read",
                "record nothing",
                "alert and fail",
                "alert of nothing",
                "alert without a flag",
                "recurse",
                "recurse for items"
            })
    void shouldSetAsideAnEventWhoseProcessorHasAFault(String fault) {
        List<String> events = List.of(event("a", "1", 1), wrong("a", fault), event("a", "3", 3));

        assertThat(fixture.handle(1, events)).isEmpty();
        assertThat(fixture.handle(1, events)).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("4 13");
        assertThat(fixture.entries()).hasSize(2);
        assertThat(fixture.deadLetters()).hasSize(2).allSatisfy(letter -> assertThat(letter)
                .startsWith("2 process/UNEXPECTED_ERROR: java.")
                .doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        read an entry      | an item with the key of an event (expected: one that begins with neither event# nor record#)
        read a long key    | an item with a key of 1025 bytes (expected: 1-1024)
        read much          | 21 items (expected: at most 20)
        write another item | writes an item that it did not name (expected: one of its items)
        write a version    | writes the attribute version (expected: another name)
        write a verdict    | writes the attribute verdict (expected: another name)""")
    void shouldSayHowAProcessorBreaksItsContract(String fault, String problem) {
        assertThat(fixture.handle(event("a", "1", 1), wrong("a", fault))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("1 1");
        assertThat(fixture.deadLetters())
                .containsExactly("2 process/UNEXPECTED_ERROR: processor dev.tributary.stream.Tally: " + problem);
    }

    @Test
    void shouldApplyNothingOfAnAggregateThatIsSetAsideInOnePiece() {
        List<Part> parts = new ArrayList<>(List.of(part(event("a", "1", 1))));
        parts.addAll(Collections.nCopies(1_001, part("bad")));

        assertThat(fixture.handleBytes(1, List.of(Aggregates.of(parts)))).isEmpty();

        assertThat(fixture.deadLetters()).singleElement().asString().startsWith("1 deaggregate/TOO_MANY_REJECTED: ");
        assertThat(fixture.archive()).isEmpty();
        assertThat(fixture.dynamoDb.items(FlowFixture.TABLE)).isEmpty();
    }

    private static Part part(String payload) {
        return new Part("a", payload.getBytes(UTF_8));
    }

    @Test
    void shouldTakeItemsThatAProcessorNamesTwice() {
        assertThat(fixture.handle(wrong("a", "read more"))).isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("1 .");
        assertThat(fixture.deadLetters()).isEmpty();
    }

    private String rejection(String payload) {
        assertThat(fixture.handle(payload)).isEmpty();
        assertThat(fixture.deadLetters()).hasSize(1);
        return fixture.deadLetters().get(0).substring(2);
    }
}
