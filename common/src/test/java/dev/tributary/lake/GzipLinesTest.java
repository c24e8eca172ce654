package dev.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Gunzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipLinesTest {

    @Test
    void shouldWriteWhatTheJdkReads() {
        List<String> lines = List.of("{\"a\":1}", "{\"b\":\"größe 😀\"}", "");

        assertThat(Gunzip.lines(compress(lines, "attempt"))).isEqualTo(lines);
    }

    @Test
    void shouldWriteAnEmptyFileThatTheJdkReads() {
        assertThat(Gunzip.text(compress(List.of(), "attempt"))).isEmpty();
    }

    @Test
    void shouldWriteLinesBeyondEveryBuffer() {
        Random random = new Random(1);
        List<String> lines = IntStream.range(0, 50)
                .mapToObj(i -> random.ints(random.nextInt(100_000), ' ', 0x7f)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();

        assertThat(Gunzip.lines(compress(lines, "attempt"))).isEqualTo(lines);
    }

    @Test
    void shouldWriteBytesThatCannotBeCompressed() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);

        byte[] file = GzipLines.compress(List.of(noise, noise), "attempt");

        assertThat(file).hasSizeLessThan((1 << 21) + (1 << 12));
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(file))) {
            assertThat(stream.readNBytes(1 << 20)).isEqualTo(noise);
            assertThat(stream.read()).isEqualTo('\n');
            assertThat(stream.readNBytes(1 << 20)).isEqualTo(noise);
            assertThat(stream.readAllBytes()).containsExactly('\n');
        }
    }

    @Test
    void shouldMakeAFileOfManyBlocksAsSmallAsInOneGo() throws IOException {
        Random random = new Random(1);
        List<byte[]> lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"id\":%d,\"email\":\"%x@example.com\",\"at\":\"2026-11-21T05:%02d:%02dZ\"}"
                        .formatted(i, random.nextLong(), i / 60 % 60, i % 60)
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteArrayOutputStream inOneGo = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream =
                new DeflaterOutputStream(inOneGo, new Deflater(Deflater.BEST_SPEED, true), 1 << 16)) {
            for (byte[] line : lines) {
                stream.write(line);
                stream.write('\n');
            }
        }

        assertThat(GzipLines.compress(lines, "attempt").length).isLessThan(inOneGo.size() * 101 / 100);
    }

    @Test
    void shouldGiveEachAttemptBytesOfItsOwn() {
        assertThat(compress(List.of(), "1")).isNotEqualTo(compress(List.of(), "2"));
        assertThat(compress(List.of("{}"), "1")).isNotEqualTo(compress(List.of("{}"), "2"));
    }

    @Test
    void shouldGiveOneAttemptTheSameBytes() {
        assertThat(compress(List.of("{}"), "1")).isEqualTo(compress(List.of("{}"), "1"));
    }

    @Test
    void shouldHoldTheAttemptAsTheFilesComment() {
        byte[] file = compress(List.of(), "attempt");

        assertThat(file[3])
                .as("flags, of which the fifth says that a comment follows")
                .isEqualTo((byte) 0x10);
        assertThat(new String(Arrays.copyOfRange(file, 10, 18), StandardCharsets.US_ASCII))
                .isEqualTo("attempt\0");
    }

    private static byte[] compress(List<String> lines, String attempt) {
        return GzipLines.compress(
                lines.stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                attempt);
    }
}
