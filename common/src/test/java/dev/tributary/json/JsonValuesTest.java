package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.json.InvalidJsonException.Problem;
import dev.tributary.testing.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {

    private static final int MAX_BYTES = 1_000;

    @Nested
    class Splitting {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1}\n{\"b\":2}\n",
                    "{\"a\":1}\n{\"b\":2}",
                    "{\"a\":1}\r\n{\"b\":2}\r\n",
                    "{\"a\":1}{\"b\":2}",
                    "{\"a\":1} \t{\"b\":2}",
                    "\n\n{\"a\":1}\n \n\n{\"b\":2}\n\n",
                    "\uFEFF{\"a\":1}\n{\"b\":2}",
                    "{\"a\":1}\n\uFEFF{\"b\":2}\n",
                    "{\"a\":1}\uFEFF\uFEFF{\"b\":2}\uFEFF",
                })
        void shouldSplitWhateverSeparatesTheValues(String stream) throws IOException {
            assertThat(pieces(stream)).containsExactly("{\"a\":1}", "{\"b\":2}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\n  \"a\" : {\r\n    \"b\" : [ 1,\n 2 ]\n  }\n}",
                    "{\"a\":\"}{][,:\"}",
                    "{\"a\\\"}\":\"\\\\\",\"b\":\"\\\\\\\"\"}",
                    "{\"größe\":\"😀\"}",
                    "[{\"a\":1},{\"b\":[{}]}]",
                    "[[1,-2.5e3],true,null]",
                    "\"text\"",
                    "\"\"",
                    "-12.5E+3",
                    "7",
                    "null",
                    "true",
                    "false",
                })
        void shouldTakeAnyValueAsAWhole(String value) throws IOException {
            assertThat(pieces(value)).containsExactly(value);
            assertThat(pieces(value + "\n" + value)).containsExactly(value, value);
            assertThat(pieces("{\"a\":1}" + value + "{}")).containsExactly("{\"a\":1}", value, "{}");
        }

        @Test
        void shouldSplitLiteralsAndStringsThatRunTogether() throws IOException {
            assertThat(pieces("nullnull{}truefalse\"a\"\"b\"null[]1null"))
                    .containsExactly(
                            "null", "null", "{}", "true", "false", "\"a\"", "\"b\"", "null", "[]", "1", "null");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", " \r\n\t", "\uFEFF", "\uFEFF\n\uFEFF"})
        void shouldFindNothingInAStreamWithoutValues(String stream) throws IOException {
            assertThat(pieces(stream)).isEmpty();
        }

        @Test
        void shouldTellWhereEachPieceBegins() throws IOException {
            List<JsonPiece> pieces = read("\uFEFF{}\n\n  {\"ä\":1}x\nnull", MAX_BYTES);

            assertThat(pieces).extracting(JsonPiece::offset).containsExactly(3L, 9L, 17L);
            assertThat(pieces).extracting(JsonPiece::length).containsExactly(2L, 8L, 6L);
        }

        @Test
        void shouldLeaveToTheParserWhatIsFramedAndNoJson() throws IOException {
            assertThat(pieces("{\"a\":tru}{\"b\":01,}{\"c\"}{:}[,]{\"\t\":\"\\x\"}{\"e\":1 2}"))
                    .containsExactly(
                            "{\"a\":tru}", "{\"b\":01,}", "{\"c\"}", "{:}", "[,]", "{\"\t\":\"\\x\"}", "{\"e\":1 2}");
        }
    }

    @Nested
    class Resuming {

        static Stream<Arguments> streams() {
            return Stream.of(
                    stream("its brace is missing", "{\"a\":1\n{\"b\":2}", "!{\"a\":1\n", "{\"b\":2}"),
                    stream("and nothing separates", "{\"a\":1{\"b\":2}", "!{\"a\":1", "{\"b\":2}"),
                    stream("two are missing", "{\"a\":{\"x\":1{\"b\":2}", "!{\"a\":{\"x\":1", "{\"b\":2}"),
                    stream("all but its first brace", "{\n{\"b\":2}", "!{\n", "{\"b\":2}"),
                    stream("cut behind a name", "{\"a\"\n{\"b\":2}", "!{\"a\"\n", "{\"b\":2}"),
                    stream("cut behind a comma", "{\"a\":1,{\"b\":2}", "!{\"a\":1,", "{\"b\":2}"),
                    stream("cut behind a colon", "{\"a\":\n{\"b\":2}", "!{\"a\":\n", "{\"b\":2}"),
                    stream("cut behind a bracket", "{\"a\":[\n{\"b\":[]}", "!{\"a\":[\n", "{\"b\":[]}"),
                    stream("cut in a literal", "{\"a\":tr{\"b\":2}", "!{\"a\":tr", "{\"b\":2}"),
                    stream("cut in a string", "{\"a\":\"x\n{\"b\":2}", "!{\"a\":\"x\n", "{\"b\":2}"),
                    stream("and nothing separates", "{\"a\":\"x{\"b\":2}", "!{\"a\":\"x", "{\"b\":2}"),
                    stream("cut in a name", "{\"a{\"b\":2}", "!{\"a", "{\"b\":2}"),
                    stream("before an empty name", "{\"a\":\"x{\"\":2}", "!{\"a\":\"x", "{\"\":2}"),
                    stream("cut in a string alone", "\"a{\"b\":2}", "!\"a", "{\"b\":2}"),
                    stream("a name's second quote", "{\"a:1}\r\n{\"b\":2}", "!{\"a:1}\r\n", "{\"b\":2}"),
                    stream("a name's first quote", "{a\":1}{\"b\":2}", "!{a\":1}", "{\"b\":2}"),
                    stream("a string's first quote", "{\"a\":x\"}{\"b\":2}", "!{\"a\":x\"}", "{\"b\":2}"),
                    stream("a string's second quote", "{\"a\":\"x}{\"b\":2}", "!{\"a\":\"x}", "{\"b\":2}"),
                    stream("a backslash too many", "{\"a\":\"x\\\"}\n{\"b\":2}", "!{\"a\":\"x\\\"}\n", "{\"b\":2}"),
                    stream("an escaped end of line", "{\"a\":\"\\\n{\"b\":2}", "!{\"a\":\"\\\n", "{\"b\":2}"),
                    stream("a brace for a bracket", "{\"a\":[1}}{\"b\":2}", "!{\"a\":[1}}", "{\"b\":2}"),
                    stream("a bracket for a brace", "{\"a\":1]\n{\"b\":2}", "!{\"a\":1]\n", "{\"b\":2}"),
                    stream("a brace too many", "{\"a\":1}}{\"b\":2}", "{\"a\":1}", "!}", "{\"b\":2}"),
                    stream("text", "{}\nERROR {x} at {y}\n{\"b\":2}", "{}", "!ERROR {x} at {y}\n", "{\"b\":2}"),
                    stream("text like a literal", "nullable\n{\"b\":2}", "!nullable\n", "{\"b\":2}"),
                    stream("half a literal", "nul\n{\"b\":2}", "!nul\n", "{\"b\":2}"),
                    stream("text like a number", "2026/11/21 x\n{\"b\":2}", "!2026/11/21 x\n", "{\"b\":2}"),
                    stream("no first brace", "\"a\":{\"y\":2}}\n{\"b\":2}", "!\"a\":{\"y\":2}}\n", "{\"b\":2}"),
                    stream("no quotes", "{a:{\"x\":1}}\n {\"b\":2}", "!{a:{\"x\":1}}\n ", "{\"b\":2}"),
                    stream("a mark behind it", "{\"a\":1\n\uFEFF{\"b\":2}", "!{\"a\":1\n\uFEFF", "{\"b\":2}"));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("streams")
        void shouldLetABadValueLeaveTheNextAlone(String what, String stream, List<String> pieces) throws IOException {
            assertThat(pieces(stream)).containsExactlyElementsOf(pieces);
            assertThat(pieces(stream + "{}\n" + stream))
                    .hasSize(2 * pieces.size() + 1)
                    .endsWith(last(pieces));
        }

        @Test
        void shouldTakeBytesThatAreNoTextForOnePiece() throws IOException {
            byte[] stream = {(byte) 0xEF, (byte) 0xBB, 0, (byte) 0x80, '{', '\n', '{', '}'};

            List<JsonPiece> pieces = read(new ByteArrayInputStream(stream), MAX_BYTES);

            assertThat(pieces).extracting(JsonPiece::length).containsExactly(6L, 2L);
        }

        @Test
        void shouldSayWhatIsWrongAndWhere() throws IOException {
            assertThat(messages("{\"s3cret\":1\n{\"s3cret\":2}x\n{\"s3cret\":\"s3cret\ns3cret"))
                    .containsExactly(
                            "MALFORMED_JSON: an object or array where none may begin at byte 12 (expected: JSON values)",
                            "MALFORMED_JSON: text that is no value at byte 24 (expected: JSON values)",
                            "MALFORMED_JSON: an end of line within a string at byte 43 (expected: JSON values)");
        }

        @Test
        void shouldFrameNestingThatTheParserRefusesAsOneValue() throws IOException {
            String deep = "[".repeat(Framing.MAX_LEVELS) + "]".repeat(Framing.MAX_LEVELS);

            assertThat(read(deep + "{}", 10_000)).hasSize(2).allMatch(JsonPiece.Value.class::isInstance);
        }

        @Test
        void shouldBoundTheNesting() throws IOException {
            String deeper = "[".repeat(Framing.MAX_LEVELS + 1) + "]".repeat(Framing.MAX_LEVELS + 1) + "\n";

            assertThat(read(deeper + "{}", 10_000))
                    .hasSize(2)
                    .first()
                    .isInstanceOfSatisfying(JsonPiece.Broken.class, broken -> assertThat(broken.message())
                            .contains("nesting of more than 1024 levels"));
        }
    }

    @Nested
    class Bounds {

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":\"123\"}", "\"123456789\"", "12345678901", "[1,2,3,4,5]"})
        void shouldTakeAValueOfJustTheLength(String value) throws IOException {
            assertThat(value).hasSize(11);
            assertThat(read(value + "{}", 11)).first().isInstanceOf(JsonPiece.Value.class);
            assertThat(read(value, 11)).first().isInstanceOf(JsonPiece.Value.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":\"123\"}", "\"123456789\"", "12345678901", "[1,2,3,4,5]"})
        void shouldKeepTheFirstBytesOfALongerOne(String value) throws IOException {
            assertThat(read(value + "{}", 10)).first().isInstanceOfSatisfying(JsonPiece.Broken.class, broken -> {
                assertThat(broken.problem()).isEqualTo(Problem.VALUE_TOO_LARGE);
                assertThat(broken.message()).isEqualTo("a value of 11 bytes at byte 0 (expected: at most 10)");
                assertThat(broken.length()).isEqualTo(11);
                assertThat(broken.bytes()).asString(UTF_8).isEqualTo(value.substring(0, 10));
            });
            assertThat(read(value + "{}", 10))
                    .last()
                    .extracting(JsonValuesTest::text)
                    .isEqualTo("{}");
        }

        @Test
        void shouldKeepTheFirstBytesOfALongRunOfOthers() throws IOException {
            assertThat(read("x".repeat(1 << 20) + "\n{}", 10))
                    .first()
                    .isInstanceOfSatisfying(JsonPiece.Broken.class, broken -> {
                        assertThat(broken.problem()).isEqualTo(Problem.MALFORMED_JSON);
                        assertThat(broken.length()).isEqualTo((1 << 20) + 1);
                        assertThat(broken.bytes()).hasSize(10);
                    });
        }

        @Test
        void shouldReadAValueThatIsLongerThanManyChunks() throws IOException {
            String value = "{\"a\":\"" + "größe".repeat(100_000) + "\"}";

            assertThat(read("{}" + value + "[]", 1 << 20))
                    .extracting(JsonValuesTest::text)
                    .containsExactly("{}", value, "[]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"a\":1", "[1,", "\"a", "{\"a\":\"\\", "{\"a\":\"\\\"", "{\"a\":1\n"})
        void shouldTellThatTheStreamEndsWithinAValue(String end) throws IOException {
            assertThat(messages("{}\n" + end))
                    .containsExactly("TRUNCATED: the end of the stream at byte " + (3 + end.length())
                            + ", within a value (expected: its end)");
        }

        @Test
        void shouldTellOfAnEndlessValueThatItIsTooLong() throws IOException {
            assertThat(read("{\"a\":\"" + "x".repeat(5_000), MAX_BYTES))
                    .singleElement()
                    .isInstanceOfSatisfying(JsonPiece.Broken.class, broken -> {
                        assertThat(broken.problem()).isEqualTo(Problem.VALUE_TOO_LARGE);
                        assertThat(broken.length()).isEqualTo(5_006);
                    });
        }

        @Test
        void shouldRefuseALimitThatLetsNothingPass() {
            assertThatThrownBy(() -> new JsonValues(InputStream.nullInputStream(), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxValueBytes: 0 (expected: at least 1)");
        }
    }

    @Test
    void shouldFailAsTheStreamDoes() throws IOException {
        IOException failure = new IOException("Connection reset");
        JsonValues values = new JsonValues(Streams.failing("{}{\"a\":".getBytes(UTF_8), failure), MAX_BYTES);

        assertThat(values.next()).extracting(JsonValuesTest::text).isEqualTo("{}");
        assertThatThrownBy(values::next).isSameAs(failure);
    }

    @Test
    void shouldReadAValueAsAnObjectWhereItLies() throws IOException, InvalidJsonException {
        JsonPiece.Value value =
                (JsonPiece.Value) read("{\"a\":1}\n{\"b\":\"ä\"}", MAX_BYTES).get(1);

        assertThat(value.readObject().path("b").textValue()).isEqualTo("ä");
    }

    private static Arguments stream(String what, String stream, String... pieces) {
        return arguments(what, stream, List.of(pieces));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<JsonPiece> read(String stream, int maxBytes) throws IOException {
        return read(stream(stream), maxBytes);
    }

    /** All pieces, each value in a buffer of its own. */
    private static List<JsonPiece> read(InputStream stream, int maxBytes) throws IOException {
        return Pieces.read(new JsonValues(stream, maxBytes));
    }

    /** What the pieces hold, and a mark before what is no value. */
    private static List<String> pieces(String stream) throws IOException {
        return read(stream, MAX_BYTES).stream().map(JsonValuesTest::text).toList();
    }

    private static List<String> messages(String stream) throws IOException {
        return read(stream, MAX_BYTES).stream()
                .filter(JsonPiece.Broken.class::isInstance)
                .map(JsonPiece.Broken.class::cast)
                .map(broken -> broken.problem() + ": " + broken.message())
                .toList();
    }

    private static String text(JsonPiece piece) {
        return piece instanceof JsonPiece.Broken broken
                ? "!" + new String(broken.bytes(), UTF_8)
                : new String(((JsonPiece.Value) piece).bytes(), UTF_8);
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }
}
