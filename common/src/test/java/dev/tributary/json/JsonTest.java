package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.InvalidJsonException.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** Stands for personal data: no message may hold it. */
    private static final String SECRET = "s3cret";

    @Nested
    class Reading {

        @Test
        void shouldReadAnObject() throws InvalidJsonException {
            ObjectNode object = read("{\"user\":{\"id\":7},\"tags\":[\"a\",null,true]}");

            assertThat(object.at("/user/id").intValue()).isEqualTo(7);
            assertThat(object.at("/tags")).hasSize(3);
        }

        @Test
        void shouldReadWhitespaceAroundAnObject() throws InvalidJsonException {
            assertThat(read(" \r\n\t{\"a\":1}\n ")).hasSize(1);
        }

        @Test
        void shouldReadBehindAByteOrderMark() throws InvalidJsonException {
            assertThat(read("\uFEFF{\"a\":1}")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":\"ä\\ud83d\\ude00\"}", "\uFEFF{\"a\":1}", " {}\n"})
        void shouldReadAPartOfAnArrayAsIfItWereAlone(String part) throws InvalidJsonException {
            byte[] bytes = ("}\\ud800\u00E4" + part + "\\u").getBytes(UTF_8);
            int length = part.getBytes(UTF_8).length;

            assertThat(Json.readObject(bytes, 9, length)).isEqualTo(read(part));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":\"\\ud800\"}", "{\"a\":x}", "{}{}", "[]", "", "{\"a\":1"})
        void shouldRefuseAPartOfAnArrayAsIfItWereAlone(String part) {
            byte[] alone = part.getBytes(UTF_8);
            byte[] bytes = ("[1,\n" + part + "}").getBytes(UTF_8);

            assertThatThrownBy(() -> Json.readObject(bytes, 4, alone.length))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage(catchThrowableOfType(InvalidJsonException.class, () -> Json.readObject(alone))
                            .getMessage());
        }

        @Test
        void shouldSayOfAPartWhichOfItsBytesAreNoText() {
            byte[] bytes = {'{', '{', '"', (byte) 0xFF, '"', ':', '1', '}'};

            assertThatThrownBy(() -> Json.readObject(bytes, 1, 7))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessageStartingWith("bytes that are not UTF-8 after byte 2 ");
        }

        @Test
        void shouldReadAnObjectOfOneMebibyte() throws InvalidJsonException {
            String value = "é".repeat(1 << 19);

            assertThat(read("{\"a\":\"" + value + "\"}").path("a").textValue()).isEqualTo(value);
        }

        @Test
        void shouldReadTheDeepestNestingThatIsAllowed() throws InvalidJsonException {
            assertThat(read(nested(Json.MAX_DEPTH))).hasSize(1);
        }

        @Test
        void shouldReadTheLongestNumberThatIsAllowed() throws InvalidJsonException {
            String digits = "9".repeat(Json.MAX_NUMBER_LENGTH);

            assertThat(read("{\"a\":" + digits + "}").path("a").bigIntegerValue())
                    .hasToString(digits);
        }

        @Test
        void shouldLeaveTheSameKeyInDifferentObjectsAlone() throws InvalidJsonException {
            assertThat(read("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}")).hasSize(2);
        }
    }

    @Nested
    class Refusing {

        static Stream<Arguments> texts() {
            return Stream.of(
                    arguments("", Problem.EMPTY, "0 bytes without a value (expected: one JSON object)"),
                    arguments(" \n\t ", Problem.EMPTY, "4 bytes without a value (expected: one JSON object)"),
                    arguments("\uFEFF", Problem.EMPTY, "3 bytes without a value (expected: one JSON object)"),
                    arguments("s3cret", Problem.MALFORMED_JSON, "not JSON at line 1, column 1"),
                    arguments("{\"a\":\n s3cret}", Problem.MALFORMED_JSON, "not JSON at line 2, column 2"),
                    arguments("{\"a\":\"s3cret", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{\"s3cret\"", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{'s3cret':1}", Problem.MALFORMED_JSON, "not JSON at line 1, column 2"),
                    arguments("{s3cret:1}", Problem.MALFORMED_JSON, "not JSON at line 1, column 2"),
                    arguments("{\"s3cret\":01}", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{\"s3cret\":NaN}", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{\"s3cret\":1,}", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{\"a\":\"s3cret\\x\"}", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("{\"a\":\"s3cret\n\"}", Problem.MALFORMED_JSON, "not JSON at line 1"),
                    arguments("/* s3cret */{}", Problem.MALFORMED_JSON, "not JSON at line 1, column 1"),
                    arguments("{} s3cret", Problem.MALFORMED_JSON, "not JSON at line 1, column 4"),
                    arguments("{}{\"s3cret\":1}", Problem.MALFORMED_JSON, "not JSON at line 1, column 3"),
                    arguments("{}\n{\"s3cret\":1}", Problem.MALFORMED_JSON, "not JSON at line 2, column 1"),
                    arguments("[\"s3cret\"]", Problem.NOT_AN_OBJECT, "a JSON array (expected: one JSON object)"),
                    arguments("\"s3cret\"", Problem.NOT_AN_OBJECT, "a JSON string (expected: one JSON object)"),
                    arguments("12345", Problem.NOT_AN_OBJECT, "a JSON number (expected: one JSON object)"),
                    arguments("true", Problem.NOT_AN_OBJECT, "a JSON boolean (expected: one JSON object)"),
                    arguments("null", Problem.NOT_AN_OBJECT, "a JSON null (expected: one JSON object)"),
                    arguments("{\"s3cret\":1,\"s3cret\":2}", Problem.DUPLICATE_KEY, "the same key twice at line 1"),
                    arguments("{\"o\":{\"s3cret\":1,\"s3cret\":2}}", Problem.DUPLICATE_KEY, "the same key twice"),
                    arguments("{\"o\":[{\"s3cret\":1,\"s3cret\":2}]}", Problem.DUPLICATE_KEY, "the same key twice"),
                    arguments("{\"\\u00733cret\":1,\"s3cret\":2}", Problem.DUPLICATE_KEY, "the same key twice"),
                    arguments("{\"s3cret\":\"" + "x".repeat(20_000_001) + "\"}", Problem.LIMIT_EXCEEDED, "limits"),
                    arguments("{\"" + "s3cret".repeat(10_000) + "\":1}", Problem.LIMIT_EXCEEDED, "limits"));
        }

        @ParameterizedTest
        @MethodSource("texts")
        void shouldSayWhatIsWrongAndWhereWithoutQuotingIt(String text, Problem problem, String message) {
            assertRefused(text.getBytes(UTF_8), problem, message);
        }

        @ParameterizedTest
        @ValueSource(ints = {Json.MAX_DEPTH + 1, 10_000})
        void shouldRefuseDeepNesting(int levels) {
            String message = "nesting of more than 100 levels (expected: at most 100)";

            assertRefused(nested(levels).getBytes(UTF_8), Problem.TOO_DEEP, message);
            assertRefused("[".repeat(levels).getBytes(UTF_8), Problem.TOO_DEEP, message);
        }

        @ParameterizedTest
        @ValueSource(ints = {Json.MAX_NUMBER_LENGTH + 1, 400})
        void shouldRefuseLongNumbers(int digits) {
            String message = "a number of more than 100 characters (expected: at most 100)";

            assertRefused(json("4".repeat(digits)), Problem.NUMBER_TOO_LONG, message);
            assertRefused(json("0." + "4".repeat(digits)), Problem.NUMBER_TOO_LONG, message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"4e1001", "4e-1001", "4e2147483648", "4e99999999999", "4.4e-2147483648"})
        void shouldRefuseExponentsOutOfRange(String number) {
            InvalidJsonException refusal =
                    assertRefused(json(number), Problem.LIMIT_EXCEEDED, "a number with an exponent out of range");

            assertThat(refusal).hasMessageNotContaining(number);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "ff", // no byte of UTF-8
                    "80", // a continuation of nothing
                    "c3", // cut short by the quote
                    "c328",
                    "e28228",
                    "f0288cbc", // a continuation that is none
                    "c080",
                    "c1bf",
                    "e08080",
                    "f0808080", // overlong forms
                    "eda080",
                    "edb080",
                    "eda080edb080", // surrogates
                    "f4908080",
                    "f5808080",
                    "f888808080" // beyond U+10FFFF
                })
        void shouldRefuseWhatIsNotUtf8InValuesAndKeys(String hex) {
            byte[] inValue = around("{\"s3cret\":\"s3cret ", hex, "\"}");
            byte[] inKey = around("{\"s3cret ", hex, "\":1}");

            assertRefused(inValue, Problem.INVALID_UTF8, "bytes that are not UTF-8 after byte 18");
            assertRefused(inKey, Problem.INVALID_UTF8, "bytes that are not UTF-8 after byte 9");
        }

        @Test
        void shouldRefuseWhatIsNotUtf8OutsideOfStrings() {
            assertRefused(around("", "ff", "{}"), Problem.INVALID_UTF8, "bytes that are not UTF-8 after byte 0");
            assertRefused(around("{}", "e282", ""), Problem.INVALID_UTF8, "bytes that are not UTF-8 after byte 2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
        void shouldRefuseOtherEncodings(String charset) {
            assertRefused(
                    "{\"s3cret\":1}".getBytes(Charset.forName(charset)), Problem.MALFORMED_JSON, "not JSON at line 1");
        }

        @Test
        void shouldRefuseAKeyWithHalfASurrogatePair() {
            assertRefused(
                    "{\"s3cret\\uD800\":1}".getBytes(UTF_8), Problem.INVALID_TEXT, "half a surrogate pair at byte");
        }

        private static InvalidJsonException assertRefused(byte[] bytes, Problem problem, String message) {
            InvalidJsonException refusal =
                    catchThrowableOfType(InvalidJsonException.class, () -> Json.readObject(bytes));

            assertThat(refusal).hasMessageContaining(message).hasMessageNotContaining(SECRET);
            // A cause would carry the parser's message, which quotes the input.
            assertThat(refusal).hasNoCause();
            assertThat(refusal.problem()).isEqualTo(problem);
            return refusal;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1} x", "[1", "{\"a\":1,\"a\":2}", "{\"a\":1e2147483648}"})
    void shouldRefuseSettingsThatAreNotOneJsonValue(String text) {
        assertThatThrownBy(() -> Json.readTree(text)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"object {}", "array []", "string \"\"", "number 1", "number 1.5", "boolean true", "null null"})
    void shouldNameATypeAsAPersonWould(String nameAndJson) throws JsonProcessingException {
        int space = nameAndJson.indexOf(' ');

        assertThat(Json.typeName(Json.readTree(nameAndJson.substring(space + 1))))
                .isEqualTo(nameAndJson.substring(0, space));
    }

    @Test
    void shouldCallAMissingNodeNothing() {
        assertThat(Json.typeName(MissingNode.getInstance())).isEqualTo("nothing");
    }

    private static ObjectNode read(String text) throws InvalidJsonException {
        return Json.readObject(text.getBytes(UTF_8));
    }

    private static byte[] json(String number) {
        return ("{\"" + SECRET + "\":" + number + "}").getBytes(UTF_8);
    }

    private static String nested(int levels) {
        return ("{\"" + SECRET + "\":").repeat(levels) + "1" + "}".repeat(levels);
    }

    private static byte[] around(String before, String hex, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(after.getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
