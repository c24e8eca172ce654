package dev.tributary.stream.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {

    private static final EventSchema SCHEMA = EventSchema.ofType("tally");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"account\":\"a\",\"amount\":1.50}",
                "{\"account\":\"a\",\"amount\":\"1.50\"}",
                "{\"account\":\"a\",\"amount\":-1E+30,\"unknown\":{\"deep\":[1,null]}}",
                "{\"account\":\"a\",\"amount\":1,\"count\":3.0,\"currency\":\"EUR\",\"code\":\"ABC\"}",
                "{\"account\":\"a\",\"amount\":1,\"at\":\"2026-03-04T05:06:07.89+01:00\",\"day\":\"2024-02-29\"}",
                "{\"account\":\"a\",\"amount\":1,\"lines\":[{\"price\":0.01}],\"labels\":{\"x\":\"short\"}}",
            })
    void shouldAccept(String event) {
        assertThatCode(() -> check(event)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                           | /account: missing (expected: a value); /amount: missing (expected: a value)
        {"account":"a"}                              | /amount: missing (expected: a value)
        {"account":"","amount":1}                    | /account: a string of 0 characters (expected: at least 1 character)
        {"account":7,"amount":1}                     | /account: a JSON number (expected: string)
        {"account":null,"amount":true}               | /account: a JSON null (expected: string); /amount: a JSON boolean (expected: number)
        {"account":"a","amount":"1,50"}              | /amount: a string of 4 characters (expected: text that matches ^-?[0-9]{1,20}(\\.[0-9]{1,8})?$)
        {"account":"a","amount":1,"count":-5}        | /count: -5 (expected: at least 0)
        {"account":"a","amount":1,"count":1.5}       | /count: 1.5 (expected: integer)
        {"account":"a","amount":1,"currency":"GBP"}  | /currency: a string of 3 characters (expected: one of EUR, USD)
        {"account":"a","amount":1,"code":"secret"}   | /code: a string of 6 characters (expected: text that matches ^[A-Z]{3}$)
        {"account":"a","amount":1,"at":"2026-02-30T00:00:00Z"} | /at: a string of 20 characters (expected: a date-time)
        {"account":"a","amount":1,"at":"yesterday"}  | /at: a string of 9 characters (expected: a date-time)
        {"account":"a","amount":1,"day":"2026-02-30"} | /day: a string of 10 characters (expected: a date)
        {"account":"a","amount":1,"lines":[]}        | /lines: an array of 0 elements (expected: at least 1 element)
        {"account":"a","amount":1,"lines":[{"price":1},{}]}  | /lines/1/price: missing (expected: a value)
        {"account":"a","amount":1,"lines":[{"price":0}]}     | /lines/0/price: 0 (expected: above 0)
        {"account":"a","amount":1,"labels":{"bob@example.com":"secret"}} | /labels/*: a string of 6 characters (expected: at most 5 characters)
        {"account":"a","amount":1,"closed":{"bob":1}} | /closed: a JSON object (expected: additionalProperties false)
        {"account":7,"amount":1,"count":-1,"currency":1,"code":1,"lines":{}} | /account: a JSON number (expected: string); /code: a JSON number (expected: string); /count: -1 (expected: at least 0); and 2 more""")
    void shouldRefuse(String event, String message) {
        assertThatThrownBy(() -> check(event))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {                                    | not JSON
        7                                    | integer found, [object, boolean] expected
        {"type": "strnig"}                   | /type: does not have a value in the enumeration
        {"properties": {"a": {"minimum": "1"}}} | /properties/a/minimum: string found, number expected
        {"properties": {"a": {"pattern": "("}}} | Unclosed group
        {"properties": {"a": {"$ref": "#/$defs/none"}}} | Reference /$defs/none cannot be resolved
        {"properties": {"a": {"$ref": "https://example.com/other.json"}}} | 'https://example.com/other.json' is not allowed
        {"properties": {"a": {"$ref": "classpath:event-types/tally.json"}}} | 'classpath:event-types/tally.json' is not allowed
        {"$schema": "http://json-schema.org/draft-07/schema#"} | draft-07""")
    void shouldRefuseWhatIsNoWholeSchema(String schema, String message) {
        assertThatThrownBy(() -> EventSchema.parse("event-types/x.json", schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event-types/x.json: ")
                .hasMessageContaining(message);
    }

    private static void check(String event) throws RejectedRecordException, InvalidJsonException {
        SCHEMA.check(Json.readObject(event.getBytes(UTF_8)));
    }
}
