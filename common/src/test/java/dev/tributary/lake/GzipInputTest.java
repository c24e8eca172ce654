package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.lake.CorruptObjectException.Problem;
import dev.tributary.testing.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final byte[] LARGE = large();

    @Nested
    class Content {

        @Test
        void shouldReadAMember() throws IOException {
            assertThat(read(gzip("größe"))).asString(UTF_8).isEqualTo("größe");
        }

        @Test
        void shouldReadSeveralMembersAsOne() throws IOException {
            assertThat(read(join(gzip("a"), gzip(""), gzip("b"), gzip("c"))))
                    .asString(UTF_8)
                    .isEqualTo("abc");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 100_000})
        void shouldReadInWhateverBitsTheBytesCome(int atOnce) throws IOException {
            byte[] file = join(gzip(LARGE), gzip("b"), gzip(LARGE), new byte[100_000]);

            assertThat(new GzipInput(Streams.bits(file, () -> atOnce), NO_LIMIT).readAllBytes())
                    .isEqualTo(join(LARGE, "b".getBytes(UTF_8), LARGE));
        }

        @Test
        void shouldReadOneByteAfterTheOther() throws IOException {
            try (GzipInput input = new GzipInput(new ByteArrayInputStream(gzip(new byte[] {'a', (byte) 0xFF})), 2)) {
                assertThat(new int[] {input.read(), input.read(), input.read(), input.read()})
                        .containsExactly('a', 0xFF, -1, -1);
                assertThat(input.read(new byte[1], 0, 0)).isZero();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "\u001F", "{\"a\":1}\n", "\u001F8"})
        void shouldPassOnWhatIsNoGzipFile(String content) throws IOException {
            assertThat(read(content.getBytes(UTF_8))).asString(UTF_8).isEqualTo(content);
            assertThat(new GzipInput(Streams.bits(content.getBytes(UTF_8), () -> 1), NO_LIMIT).readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo(content);
        }

        @Test
        void shouldPassOnPlainContentBeyondEveryBuffer() throws IOException {
            assertThat(read(LARGE)).isEqualTo(LARGE);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 511, 100_000})
        void shouldTakeZerosBehindAMemberForPadding(int zeros) throws IOException {
            assertThat(read(join(gzip("a"), new byte[zeros], gzip("b"), new byte[zeros])))
                    .asString(UTF_8)
                    .isEqualTo("ab");
        }

        @Test
        void shouldSkipWhateverAHeaderMayHold() throws IOException {
            byte[] plain = gzip("content");
            byte[] header = {0x1F, (byte) 0x8B, 8, 0b0001_1110, 1, 2, 3, 4, 2, 3, 3, 0, 'e', 'x', 0, 'n', 0, 'c', 'o', 0
            };
            CRC32 crc = new CRC32();
            crc.update(header);
            byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};

            assertThat(read(join(header, sum, Arrays.copyOfRange(plain, 10, plain.length))))
                    .asString(UTF_8)
                    .isEqualTo("content");
        }
    }

    @Nested
    class Corruption {

        @ParameterizedTest
        @CsvSource({
            " 2,   1, BAD_HEADER,    'compression method: 9 (expected: 8) at byte 3'",
            " 3, 255, BAD_HEADER,    'gzip flags: 255 (expected: no reserved ones) at byte 4'",
            "10, 255, BAD_DATA,      'bytes that are no compressed data at byte '",
            "-8, 255, CRC_MISMATCH,  'a checksum that is another''s at byte '",
            "-4, 255, SIZE_MISMATCH, 'a length that is another''s at byte '"
        })
        void shouldTellWhatIsWrong(int at, int change, Problem problem, String message) {
            byte[] file = gzip("content");
            byte[] spoiled = spoiled(file, at < 0 ? file.length + at : at, change);

            assertThat(corruption(spoiled).problem()).isEqualTo(problem);
            assertThat(corruption(spoiled)).hasMessageStartingWith(message);
            assertThat(corruption(join(gzip("before"), spoiled)).problem()).isEqualTo(problem);
        }

        @Test
        void shouldRefuseAHeaderWithAnotherChecksum() {
            byte[] file = {0x1F, (byte) 0x8B, 8, 2, 0, 0, 0, 0, 0, 3, 1, 2, 3, 0};

            assertThat(corruption(file).problem()).isEqualTo(Problem.BAD_HEADER);
        }

        @Test
        void shouldTellOfEveryPlaceWhereAFileMayEndTooEarly() throws IOException {
            byte[] file = join(gzip("content"));
            for (int length = 2; length < file.length; length++) {
                CorruptObjectException corruption = corruption(Arrays.copyOf(file, length));

                assertThat(corruption.problem()).isEqualTo(Problem.TRUNCATED);
                assertThat(corruption.offset()).isEqualTo(length);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "\u001F", "\u001F8", "{\"a\":1}"})
        void shouldRefuseWhatFollowsAMemberAndIsNone(String behind) throws IOException {
            byte[] member = gzip("content");

            assertThat(corruption(join(member, behind.getBytes(UTF_8))))
                    .hasMessage("bytes behind gzip data (expected: another member, zeros, or nothing) at byte "
                            + member.length);
            assertThat(corruption(join(member, new byte[9], behind.getBytes(UTF_8)))
                            .offset())
                    .isEqualTo(member.length + 9);
        }

        @Test
        void shouldGiveAllThatIsBeforeTheCorruption() throws IOException {
            GzipInput input =
                    new GzipInput(new ByteArrayInputStream(join(gzip("content"), gzip("more"), new byte[] {1})), 99);

            assertThat(input.readNBytes(11)).asString(UTF_8).isEqualTo("contentmore");
            assertThatThrownBy(input::read).isInstanceOf(CorruptObjectException.class);
            assertThatThrownBy(input::read)
                    .as("and does not end well later")
                    .isInstanceOf(CorruptObjectException.class);
        }

        @Test
        void shouldBeNoFailureThatGoesAway() {
            CorruptObjectException corruption = corruption(new byte[] {0x1F, (byte) 0x8B});

            assertThat(FailureClassifier.classify(corruption)).isEqualTo(FailureKind.UNEXPECTED);
            assertThat(FailureClassifier.classify(new UncheckedIOException(corruption)))
                    .isEqualTo(FailureKind.UNEXPECTED);
            assertThat(FailureClassifier.classify(corruption(spoiled(gzip("content"), 10, 255))))
                    .isEqualTo(FailureKind.UNEXPECTED);
        }

        @Test
        void shouldNeverEndWellWithOtherContentWhateverIsChanged() {
            Random random = new Random(1);
            byte[] file = gzip(Arrays.copyOf(LARGE, 300));
            for (int i = 0; i < 2_000; i++) {
                byte[] spoiled = spoiled(file, random.nextInt(file.length), 1 << random.nextInt(8));

                assertThat(outcome(spoiled)).isIn("the same", "corrupt", "plain");
            }
        }

        private static String outcome(byte[] file) {
            try {
                byte[] read = read(file);
                return Arrays.equals(read, Arrays.copyOf(LARGE, 300))
                        ? "the same"
                        : Arrays.equals(read, file) ? "plain" : "other";
            } catch (CorruptObjectException e) {
                return "corrupt";
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    @Nested
    class Limit {

        @Test
        void shouldLetPassJustAsMuch() throws IOException {
            assertThat(new GzipInput(new ByteArrayInputStream(gzip("content")), 7).readAllBytes())
                    .hasSize(7);
            assertThat(new GzipInput(new ByteArrayInputStream("content".getBytes(UTF_8)), 7).readAllBytes())
                    .hasSize(7);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 6, 7, 8, 100})
        void shouldEndABombAtTheSameByteHoweverItIsRead(int atOnce) throws IOException {
            for (byte[] file :
                    new byte[][] {gzip("contents"), "contents".getBytes(UTF_8), join(gzip("cont"), gzip("ents"))}) {
                GzipInput input = new GzipInput(new ByteArrayInputStream(file), 7);
                ByteArrayOutputStream read = new ByteArrayOutputStream();

                CorruptObjectException bomb = catchThrowableOfType(CorruptObjectException.class, () -> {
                    byte[] bytes = new byte[atOnce];
                    for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                        read.write(bytes, 0, count);
                    }
                });

                assertThat(read.toString(UTF_8)).isEqualTo("content");
                assertThat(bomb.problem()).isEqualTo(Problem.TOO_LARGE);
                assertThat(bomb).hasMessage("more content (expected: at most 7 bytes) at byte 7");
            }
        }
    }

    @Test
    void shouldPassOnAFailureOfTheObjectsOwnStream() throws IOException {
        byte[] file = gzip(LARGE);
        IOException failure = new IOException("Connection reset");
        InputStream broken = Streams.failing(Arrays.copyOf(file, file.length / 2), failure);

        assertThatThrownBy(() -> new GzipInput(broken, NO_LIMIT).readAllBytes()).isSameAs(failure);
        assertThat(FailureClassifier.classify(failure).isRetryable()).isTrue();
    }

    @Test
    void shouldCloseTheObjectWithItself() throws IOException {
        AtomicBoolean isClosed = new AtomicBoolean();
        GzipInput input = new GzipInput(
                new ByteArrayInputStream(gzip("content")) {
                    @Override
                    public void close() {
                        isClosed.set(true);
                    }
                },
                NO_LIMIT);
        assertThat(input.read()).isEqualTo('c');

        input.close();

        assertThat(isClosed).isTrue();
        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessage("the object is closed");
    }

    private static CorruptObjectException corruption(byte[] file) {
        return catchThrowableOfType(CorruptObjectException.class, () -> read(file));
    }

    private static byte[] read(byte[] file) throws IOException {
        try (GzipInput input = new GzipInput(new ByteArrayInputStream(file), NO_LIMIT)) {
            return input.readAllBytes();
        }
    }

    private static byte[] gzip(String content) {
        return gzip(content.getBytes(UTF_8));
    }

    /** By the JDK's own writer, which shares no code with our reader. */
    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(file)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] spoiled(byte[] file, int at, int change) {
        byte[] spoiled = file.clone();
        spoiled[at] ^= (byte) change;
        return spoiled;
    }

    private static byte[] large() {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Arrays.fill(bytes, 100_000, 200_000, (byte) 'a');
        return bytes;
    }
}
