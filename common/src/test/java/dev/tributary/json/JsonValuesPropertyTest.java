package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.Size;

/** Any stream, in whatever bits it comes. */
class JsonValuesPropertyTest {

    private static final int MAX_BYTES = 10_000;
    private static final int CHUNK = 16;

    /** A way to spoil a line. */
    private enum Harm {
        CUT,
        DELETE,
        REPLACE,
        INSERT
    }

    @Property
    void shouldFindTheSameValuesHoweverTheyAreSeparated(
            @ForAll("values") List<Tuple2<String, String>> values, @ForAll Random random) throws IOException {
        StringBuilder stream = new StringBuilder();
        values.forEach(value -> stream.append(value.get1()).append(value.get2()));

        assertThat(read(bytes(stream.toString()), MAX_BYTES, random))
                .allMatch(JsonPiece.Value.class::isInstance)
                .extracting(piece -> new String(content(piece), UTF_8))
                .isEqualTo(values.stream().map(Tuple2::get1).toList());
    }

    @Property
    void shouldLeaveAllOtherLinesAloneWhenOneIsSpoiled(
            @ForAll("objects") @Size(min = 1, max = 8) List<String> lines,
            @ForAll Harm harm,
            @ForAll byte other,
            @ForAll Random random)
            throws IOException {
        int spoiled = random.nextInt(lines.size());
        byte[] stream = withSpoiled(lines, spoiled, harm, other, random);

        List<String> values = read(stream, MAX_BYTES, random).stream()
                .filter(JsonPiece.Value.class::isInstance)
                .map(piece -> new String(content(piece), UTF_8))
                .toList();

        List<String> rest = lines.subList(spoiled + 1, lines.size());
        assertThat(values).hasSizeGreaterThanOrEqualTo(spoiled + rest.size());
        assertThat(values.subList(0, spoiled)).isEqualTo(lines.subList(0, spoiled));
        assertThat(values.subList(values.size() - rest.size(), values.size())).isEqualTo(rest);
    }

    @Property
    void shouldAccountForEveryByte(@ForAll("bytes") byte[] stream, @ForAll Random random) throws IOException {
        List<JsonPiece> pieces = read(stream, MAX_BYTES, random);

        int at = 0;
        for (JsonPiece piece : pieces) {
            assertThat(piece.offset()).isGreaterThanOrEqualTo(at);
            assertThat(isSpace(stream, at, (int) piece.offset())).isTrue();
            at = (int) (piece.offset() + piece.length());
            assertThat(content(piece)).isEqualTo(Arrays.copyOfRange(stream, (int) piece.offset(), at));
        }
        assertThat(isSpace(stream, at, stream.length)).isTrue();
    }

    @Property
    void shouldFindTheSameInWhateverBitsTheStreamComes(@ForAll("bytes") byte[] stream, @ForAll Random random)
            throws IOException {
        int maxBytes = 1 + random.nextInt(40);

        assertThat(read(stream, maxBytes, random))
                .usingRecursiveComparison()
                .isEqualTo(Pieces.read(new JsonValues(new ByteArrayInputStream(stream), maxBytes)));
    }

    @Property
    void shouldKeepNoMoreThanTheLimit(@ForAll("bytes") byte[] stream, @ForAll Random random) throws IOException {
        int maxBytes = 1 + random.nextInt(20);

        for (JsonPiece piece : read(stream, maxBytes, random)) {
            int offset = (int) piece.offset();
            int kept = (int) Math.min(piece.length(), maxBytes);
            assertThat(content(piece)).isEqualTo(Arrays.copyOfRange(stream, offset, offset + kept));
            assertThat(piece instanceof JsonPiece.Value && piece.length() > maxBytes)
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> values() {
        Arbitrary<String> separators =
                Arbitraries.of("", "", "\n", "\r\n", "\n\n", " ", "\t", "\uFEFF", "\n\uFEFF", " \n \n");
        Arbitrary<String> numbers = Arbitraries.of("0", "-1", "12.50", "1E400");
        return Arbitraries.oneOf(
                        Combinators.combine(values(3), separators).as(Tuple::of),
                        Combinators.combine(numbers, separators.filter(text -> !text.isEmpty()))
                                .as(Tuple::of))
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<String>> objects() {
        return object(2).map(value -> value.replaceAll("[\r\n]", "")).list();
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<String> tokens = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ":",
                ",",
                "\\",
                "\n",
                "\r",
                " ",
                "\uFEFF",
                "{\"",
                "}{",
                "\"}",
                "null",
                "tru",
                "-1.5",
                "a",
                "\u0000",
                "{\"a\":1}",
                "\"x\":");
        return Arbitraries.oneOf(
                tokens.list().ofMaxSize(60).map(list -> bytes(String.join("", list))),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> scalars = Arbitraries.oneOf(Arbitraries.of("null", "true", "false", "[]", "{}"), texts());
        return depth == 0 ? scalars : Arbitraries.oneOf(scalars, object(depth - 1), array(depth - 1));
    }

    private static Arbitrary<String> object(int depth) {
        Arbitrary<String> members = Combinators.combine(texts(), spaces(), nested(depth), spaces())
                .as((name, before, value, behind) -> name + before + ":" + behind + value);
        return enclosed("{", members, "}");
    }

    private static Arbitrary<String> array(int depth) {
        return enclosed("[", nested(depth), "]");
    }

    private static Arbitrary<String> nested(int depth) {
        Arbitrary<String> numbers = Arbitraries.of("0", "-1", "12.50", "1E400");
        return Arbitraries.oneOf(numbers, Arbitraries.lazy(() -> values(depth)));
    }

    private static Arbitrary<String> enclosed(String open, Arbitrary<String> parts, String close) {
        return Combinators.combine(parts.list().ofMaxSize(3), spaces())
                .as((list, space) -> open + space + String.join("," + space, list) + space + close);
    }

    private static Arbitrary<String> spaces() {
        return Arbitraries.of("", "", " ", "\n", "\r\n  ");
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("a", "ä😀", "{", "}", "}{", "[", ",", ":", "\\\"", "\\\\", "\\n", "\\u0041", "null", " ")
                .list()
                .ofMaxSize(4)
                .map(list -> '"' + String.join("", list) + '"');
    }

    private static byte[] withSpoiled(List<String> lines, int spoiled, Harm harm, byte other, Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = bytes(lines.get(i));
            stream.writeBytes(i == spoiled ? spoiled(line, harm, other, random.nextInt(line.length)) : line);
            stream.write('\n');
        }
        return stream.toByteArray();
    }

    private static byte[] spoiled(byte[] line, Harm harm, byte other, int at) {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        left.write(line, 0, at);
        if (harm == Harm.REPLACE || harm == Harm.INSERT) {
            left.write(other);
        }
        int rest = harm == Harm.INSERT ? at : harm == Harm.CUT ? line.length : at + 1;
        left.write(line, rest, line.length - rest);
        return left.toByteArray();
    }

    private static List<JsonPiece> read(byte[] stream, int maxBytes, Random random) throws IOException {
        return Pieces.read(new JsonValues(Streams.bits(stream, () -> 1 + random.nextInt(20)), maxBytes, CHUNK));
    }

    private static byte[] content(JsonPiece piece) {
        return piece instanceof JsonPiece.Value value ? value.bytes() : ((JsonPiece.Broken) piece).bytes();
    }

    private static boolean isSpace(byte[] bytes, int from, int to) {
        String between = new String(bytes, from, to - from, UTF_8);
        return between.chars().allMatch(c -> " \t\r\n\uFEFF".indexOf(c) >= 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
