package dev.tributary.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"a":1,"b":{"c":2,"d":3}}   | { "b": {"d":3, "c":2}, "a": 1 }
        {"a":1.50}                  | {"a":1.5}
        {"a":100}                   | {"a":1e2}
        {"a":0}                     | {"a":-0.00}
        {"a":"\\u00e9"}             | {"a":"é"}""")
    void shouldTakeForTheSame(String one, String other) throws JsonProcessingException {
        assertThat(sha256(one)).isEqualTo(sha256(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"a":1}                     | {"a":"1"}
        {"a":1}                     | {"a":1.01}
        {"a":true}                  | {"a":"true"}
        {"a":null}                  | {}
        {"a":[1,2]}                 | {"a":[2,1]}
        {"a":[1,[2]]}               | {"a":[[1],2]}
        {"a":"x","b":"y"}           | {"a":"x1:b1:y"}
        {"ab":"c"}                  | {"a":"bc"}""")
    void shouldTellApart(String one, String other) throws JsonProcessingException {
        assertThat(sha256(one)).isNotEqualTo(sha256(other));
    }

    @Test
    void shouldBeSixtyFourHexadecimalDigits() throws JsonProcessingException {
        assertThat(sha256("{}")).matches("[0-9a-f]{64}");
    }

    private static String sha256(String json) throws JsonProcessingException {
        return Content.sha256(Json.readTree(json));
    }
}
