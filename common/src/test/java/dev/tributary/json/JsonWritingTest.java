package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.InvalidJsonException.Problem;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWritingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\":1.50,\"zero\":0.00,\"many\":0.1234567890123456789012345678901234567}",
                "{\"count\":12345678901234567890123456789,\"negative\":-7}",
                "{\"text\":\"é 漢 😀\",\"😀\":[{},[],\"\",null,true,false]}",
                "{\"control\":\"\\u0000\\n\\t\\\"\\\\\",\"path\":\"a/b\"}",
            })
    void shouldWriteWhatItReadUnchanged(String text) throws InvalidJsonException {
        assertThat(Json.write(read(text))).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void shouldWriteOtherMembersBehindThoseOfANode() throws InvalidJsonException {
        ObjectNode first = read("{\"a\":1.50,\"b\":{\"c\":[null,true,\"😀\"]},\"d\":12345678901234567890}");
        ObjectNode both = first.deepCopy();
        ObjectNode inner = read("{\"g\":2.10}");
        both.put("e", "é\n").set("f", inner);
        Json.MemberWriter others = json -> {
            json.writeStringField("e", "é\n");
            json.writeFieldName("f");
            json.writeTree(inner);
        };

        assertThat(Json.write(first, others)).isEqualTo(Json.write(both));
        assertThat(Json.write(Json.object(), json -> {})).isEqualTo(Json.write(Json.object()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1E-400", "1.50", "-0.10e7", "100e2"})
    void shouldKeepANumbersValueAndDigits(String number) throws InvalidJsonException {
        JsonNode written = read(new String(Json.write(read("{\"a\":" + number + "}")), UTF_8));

        assertThat(written.path("a").decimalValue()).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD800",
                "\\uDC00",
                "\\uDFFF",
                "s3cret \\uD83D",
                "\\uD83D s3cret",
                "\\uDE00\\uD83D",
                "\\uD83D\\uD83D\\uDE00",
                "\\\\\\uD800"
            })
    void shouldRefuseToReadHalfASurrogatePair(String escaped) {
        assertNotRead("{\"a\":\"" + escaped + "\"}");
        assertNotRead("{\"a\":\"" + "é".repeat(10_000) + escaped + "\"}");
        assertNotRead("{\"" + escaped + "\":1}");
        assertNotRead("{\"a\":\"" + escaped.toLowerCase(Locale.ROOT) + "\"}");
    }

    @Test
    void shouldReadWholePairsInEscapesOfEitherCase() throws InvalidJsonException {
        assertThat(read("{\"a\":\"\\uD83D\\uDE00 \\ud83d\\ude00\"}").path("a").textValue())
                .isEqualTo("😀 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\uD800", "\\\\\\\\uDC00", "D800", "\\uD7FF", "\\uE000", "\\u00D8"})
    void shouldWriteWhatOnlyLooksLikeASurrogate(String escaped) throws InvalidJsonException {
        ObjectNode object = read("{\"a\":\"" + escaped + "\"}");

        assertThat(Json.readObject(Json.write(object))).isEqualTo(object);
    }

    @Test
    void shouldEscapeAllBeyondAsciiWhereAsked() throws InvalidJsonException {
        assertThat(Json.writeAscii(read("{\"é\":\"😀\"}"))).isEqualTo("{\"\\u00E9\":\"\\uD83D\\uDE00\"}");
    }

    @Test
    void shouldEscapeHalfASurrogatePairInAscii() {
        assertThat(Json.writeAscii(Json.object().put("a", "\uD800"))).isEqualTo("{\"a\":\"\\uD800\"}");
    }

    private static void assertNotRead(String json) {
        InvalidJsonException refusal = catchThrowableOfType(InvalidJsonException.class, () -> read(json));

        assertThat(refusal).hasMessageContaining("half a surrogate pair").hasMessageNotContaining("s3cret");
        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TEXT);
    }

    private static ObjectNode read(String text) throws InvalidJsonException {
        return Json.readObject(text.getBytes(UTF_8));
    }
}
