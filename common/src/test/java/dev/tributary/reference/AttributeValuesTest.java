package dev.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributeValuesTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(AttributeValue.fromS("größe"), "\"größe\""),
                Arguments.of(AttributeValue.fromS(""), "\"\""),
                Arguments.of(AttributeValue.fromN("12345678901234567890.123456789"), "12345678901234567890.123456789"),
                Arguments.of(AttributeValue.fromN("-0.5"), "-0.5"),
                Arguments.of(AttributeValue.fromB(bytes("abc")), "\"YWJj\""),
                Arguments.of(AttributeValue.fromBool(true), "true"),
                Arguments.of(AttributeValue.fromBool(false), "false"),
                Arguments.of(AttributeValue.fromNul(true), "null"),
                Arguments.of(AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1"))), "{\"a\":1}"),
                Arguments.of(AttributeValue.fromM(Map.of()), "{}"),
                Arguments.of(
                        AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromL(List.of()))),
                        "[\"a\",[]]"),
                Arguments.of(AttributeValue.fromSs(List.of("a", "b")), "[\"a\",\"b\"]"),
                Arguments.of(AttributeValue.fromNs(List.of("1", "2.5")), "[1,2.5]"),
                Arguments.of(AttributeValue.fromBs(List.of(bytes("abc"))), "[\"YWJj\"]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldReadEveryTypeAsPlainJson(AttributeValue value, String json) throws InvalidJsonException {
        byte[] written = Json.write(AttributeValues.toJson(Map.of("value", value)));

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("{\"value\":" + json + "}");
    }

    @Test
    void shouldRefuseATypeThatItDoesNotKnow() {
        AttributeValue unknown = AttributeValue.builder().build();

        assertThatThrownBy(() -> AttributeValues.toJson(Map.of("value", unknown)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: one of DynamoDB's ten types");
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
