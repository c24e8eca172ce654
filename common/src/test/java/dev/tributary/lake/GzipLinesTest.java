package dev.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Gunzip;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
