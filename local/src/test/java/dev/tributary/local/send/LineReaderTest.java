package dev.tributary.local.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.local.up.CommandFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {

    @Test
    void shouldReadLinesAsTheyStand() throws IOException {
        LineReader lines = reader("one\r\n\n  \ntwo\u00e9", null);

        assertThat(lines.next()).hasValueSatisfying(line -> assertLine(line, 1, "line-1", "one"));
        assertThat(lines.next()).hasValueSatisfying(line -> assertLine(line, 4, "line-4", "two\u00e9"));
        assertThat(lines.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\":{\"id\":\"u1\"}} | u1",
                "{\"user\":{\"id\":17}}     | 17",
                "{\"user\":{\"id\":1.50}}   | 1.50",
                "{\"user\":{\"id\":true}}   | true"
            })
    void shouldTakeTheKeyFromTheLine(String line, String key) throws IOException {
        assertThat(reader(line, "/user/id").next()).map(Line::key).isEqualTo(Optional.of(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                       | line 1: no value at /user/id (expected: a partition key of 1-256 characters)",
                "{\"user\":{\"id\":null}} | line 1: no value at /user/id (expected: a partition key of 1-256 characters)",
                "{\"user\":{\"id\":[1]}}  | line 1: no text or number at /user/id (expected: a partition key of 1-256 characters)",
                "{\"user\":{\"id\":\"\"}} | line 1: 0 characters at /user/id (expected: a partition key of 1-256 characters)",
                "{\"user\":               | line 1: not JSON at column 9, so no value at /user/id (expected: JSON; without --key, a line may be anything)"
            })
    void shouldNameTheLineThatHasNoKey(String line, String message) {
        assertThatThrownBy(() -> reader(line, "/user/id").next())
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseALineThatNoRecordHolds() throws IOException {
        int most = (1 << 20) - "line-1".length();

        assertThat(reader("x".repeat(most) + "\n", null).next()).isPresent();
        assertThatThrownBy(() -> reader("x".repeat(most + 1), null).next())
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("line 1: 1,048,577 bytes (expected: at most 1,048,576)");
        assertThatThrownBy(() -> reader("x".repeat((16 << 20) + 1), null).next())
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("line 1: over 16,777,216 bytes (expected: at most 1,048,576)");
    }

    private static LineReader reader(String text, @Nullable String pointer) {
        return new LineReader(
                new ByteArrayInputStream(text.getBytes(UTF_8)),
                new Keys(pointer == null ? null : JsonPointer.compile(pointer)));
    }

    private static void assertLine(Line line, long number, String key, String text) {
        assertThat(line.number()).isEqualTo(number);
        assertThat(line.key()).isEqualTo(key);
        assertThat(line.bytes()).isEqualTo(text.getBytes(UTF_8));
    }
}
