package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"S": ""}                                    | ""
                    {"S": "größe \\u0000 😀"}                     | "größe \\u0000 😀"
                    {"N": "1.50"}                                | 1.50
                    {"N": "-1E-38"} | -1E-38
                    {"N": "12345678901234567890123456789012345678"} | 12345678901234567890123456789012345678
                    {"N": "9.9999999999999999999999999999999999999E+125"} | 9.9999999999999999999999999999999999999E+125
                    {"N": "1E-130"}                              | 1E-130
                    {"B": ""}                                    | {"$binary": ""}
                    {"B": "AAE="}                                | {"$binary": "AAE="}
                    {"BOOL": false}                              | false
                    {"NULL": true}                               | null
                    {"L": []}                                    | []
                    {"L": [{"S": "a"}, {"L": [{"NULL": true}]}]} | ["a", [null]]
                    {"M": {}}                                    | {}
                    {"M": {"a": {"N": "1"}, "$b": {"S": "c"}}}   | {"a": 1, "$b": "c"}
                    {"M": {"$binary": {"S": "AAE="}}}            | {"$map": {"$binary": "AAE="}}
                    {"M": {"$map": {"M": {"$x": {"N": "1"}}}}}   | {"$map": {"$map": {"$map": {"$x": 1}}}}
                    {"SS": ["a", "b"]}                           | {"$stringSet": ["a", "b"]}
                    {"NS": ["-1", "1.5", "20"]}                  | {"$numberSet": [-1, 1.5, 20]}
                    {"BS": ["AAE=", "AQ=="]}                     | {"$binarySet": ["AAE=", "AQ=="]}""")
    void shouldMapEveryTypeBothWays(String typed, String plain) throws Exception {
        ObjectNode item = object("{\"a\": " + typed + "}");

        ObjectNode mapped = DynamoDbJson.plain(item);

        assertThat(mapped).hasToString(object("{\"a\": " + plain + "}").toString());
        assertThat(DynamoDbJson.typed(Json.readObject(Json.write(mapped)))).isEqualTo(item);
    }

    @Test
    void shouldTakeAnItemsOwnAttributesForNoMark() throws Exception {
        ObjectNode item = object("{\"$binary\": {\"S\": \"text\"}}");

        assertThat(DynamoDbJson.plain(item)).isEqualTo(object("{\"$binary\": \"text\"}"));
        assertThat(DynamoDbJson.typed(DynamoDbJson.plain(item))).isEqualTo(item);
    }

    @Test
    void shouldMakeEqualSetsEqual() throws Exception {
        ObjectNode one = object("{\"a\": {\"NS\": [\"20\", \"3\"]}, \"b\": {\"SS\": [\"x\", \"X\"]}}");
        ObjectNode other = object("{\"a\": {\"NS\": [\"3\", \"20\"]}, \"b\": {\"SS\": [\"X\", \"x\"]}}");

        assertThat(DynamoDbJson.plain(one)).isEqualTo(DynamoDbJson.plain(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"X": "secret"}             | UNKNOWN_TYPE   | a value of type "X" (expected: S, N, B, BOOL, NULL, M, L, SS, NS or BS)
                    {"s": "secret"}             | UNKNOWN_TYPE   | a value of type "s" (expected: S, N, B, BOOL, NULL, M, L, SS, NS or BS)
                    {}                          | AMBIGUOUS_TYPE | a value without a type (expected: one)
                    {"S": "secret", "N": "1"}   | AMBIGUOUS_TYPE | a value of two types (expected: one)
                    "secret"                    | INVALID_VALUE  | attribute value: string (expected: DynamoDB's JSON)
                    {"S": 1}                    | INVALID_VALUE  | S: number_int (expected: DynamoDB's JSON)
                    {"S": null}                 | INVALID_VALUE  | S: null (expected: DynamoDB's JSON)
                    {"N": 1}                    | INVALID_VALUE  | N: number_int (expected: DynamoDB's JSON)
                    {"N": "secret"}             | INVALID_VALUE  | a value of type N that is no number (expected: a decimal in DynamoDB's range)
                    {"N": ""}                   | INVALID_VALUE  | a value of type N that is no number (expected: a decimal in DynamoDB's range)
                    {"N": "NaN"}                | INVALID_VALUE  | a value of type N that is no number (expected: a decimal in DynamoDB's range)
                    {"N": "1E999999999"}        | INVALID_VALUE  | a value of type N that is no number (expected: a decimal in DynamoDB's range)
                    {"B": "s*cret"}             | INVALID_VALUE  | a value of type B (expected: base64)
                    {"BOOL": "true"}            | INVALID_VALUE  | BOOL: string (expected: DynamoDB's JSON)
                    {"NULL": false}             | INVALID_VALUE  | NULL: false (expected: DynamoDB's JSON)
                    {"M": []}                   | INVALID_VALUE  | attributes: array (expected: DynamoDB's JSON)
                    {"L": {}}                   | INVALID_VALUE  | list or set: object (expected: DynamoDB's JSON)
                    {"L": ["secret"]}           | INVALID_VALUE  | attribute value: string (expected: DynamoDB's JSON)
                    {"SS": "secret"}            | INVALID_VALUE  | list or set: string (expected: DynamoDB's JSON)
                    {"SS": [1]}                 | INVALID_VALUE  | S: number_int (expected: DynamoDB's JSON)
                    {"NS": [1]}                 | INVALID_VALUE  | N: number_int (expected: DynamoDB's JSON)
                    {"BS": ["s*cret"]}          | INVALID_VALUE  | a value of type B (expected: base64)""")
    void shouldRefuseWhatIsNoTypedJson(String value, Problem problem, String message) throws Exception {
        ObjectNode item = object("{\"a\": " + value + "}");

        assertThatThrownBy(() -> DynamoDbJson.plain(item))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
                .satisfies(e -> assertThat(e).hasMessage(message).hasNoCause());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"$redacted": "00"}         | UNKNOWN_TYPE
                    {"$binary": 1}              | INVALID_VALUE
                    {"$binary": "s*cret"}       | INVALID_VALUE
                    {"$stringSet": "secret"}    | INVALID_VALUE
                    {"$stringSet": [1]}         | INVALID_VALUE
                    {"$numberSet": ["1"]}       | INVALID_VALUE
                    {"$binarySet": ["s*cret"]}  | INVALID_VALUE
                    {"$map": []}                | INVALID_VALUE""")
    void shouldRefuseWhatIsNoPlainJsonOfDynamoDb(String value, Problem problem) throws Exception {
        ObjectNode item = object("{\"a\": " + value + "}");

        assertThatThrownBy(() -> DynamoDbJson.typed(item))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
                .satisfies(
                        e -> assertThat(e).hasMessageContaining("(expected: ").hasMessageNotContaining("cret\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"L\":[%s]}", "{\"M\":{\"$a\":%s}}"})
    void shouldReadAndWriteAsDeepAsDynamoDbNestsAndNoDeeper(String container) throws Exception {
        ObjectNode deepest = object("{\"a\":" + nested(container, DynamoDbJson.MAX_DEPTH) + "}");
        ObjectNode deeper = object("{\"a\":" + nested(container, DynamoDbJson.MAX_DEPTH + 1) + "}");

        assertThat(DynamoDbJson.typed(DynamoDbJson.plain(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> DynamoDbJson.plain(deeper))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.TOO_DEEP));
        ObjectNode plain = object("{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}");
        assertThatThrownBy(() -> DynamoDbJson.typed(plain))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.TOO_DEEP));
    }

    @Test
    void shouldCutLongNamesInMessages() throws Exception {
        ObjectNode item = object("{\"a\": {\"" + "x".repeat(1_000) + "\": 1}}");

        assertThatThrownBy(() -> DynamoDbJson.plain(item))
                .hasMessageStartingWith("a value of type \"" + "x".repeat(40) + "…\" (expected: ");
    }

    private static String nested(String container, int depth) {
        String value = "{\"S\":\"\"}";
        for (int i = 0; i < depth; i++) {
            value = container.formatted(value);
        }
        return value;
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) Json.readTree(json);
    }
}
