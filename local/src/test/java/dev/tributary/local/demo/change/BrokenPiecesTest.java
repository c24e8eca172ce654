package dev.tributary.local.demo.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.change.ChangeReader;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.JsonPiece;
import dev.tributary.json.JsonValues;
import dev.tributary.local.capture.CapturedChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BrokenPiecesTest {

    private final List<String> pieces = texts(7);

    @Test
    void shouldBeALineEach() {
        assertThat(pieces)
                .hasSizeGreaterThan(8)
                .allSatisfy(piece ->
                        assertThat(piece.strip()).isEqualTo(piece).isNotEmpty().doesNotContain("\n"));
    }

    @Test
    void shouldBeNoChanges() {
        assertThat(pieces).noneMatch(BrokenPiecesTest::isChange);
    }

    @Test
    void shouldBeCutOffWithinANameSoThatTheNextLineIsNotTakenForItsRest() {
        assertThat(pieces).filteredOn(piece -> piece.endsWith("\"sou")).isNotEmpty();
        assertThat(pieces).filteredOn(piece -> piece.endsWith("\"meta")).isNotEmpty();
    }

    @Test
    void shouldBeTheSameEachTime() {
        assertThat(texts(7)).isEqualTo(pieces).isNotEqualTo(texts(8));
    }

    private static List<String> texts(long seed) {
        return BrokenPieces.of(Lake.CAPTURED, new SplittableRandom(seed)).stream()
                .map(CapturedChange::value)
                .map(value -> new String(value, UTF_8))
                .toList();
    }

    private static boolean isChange(String piece) {
        try {
            return new JsonValues(new ByteArrayInputStream(piece.getBytes(UTF_8)), 1 << 20).next()
                            instanceof JsonPiece.Value value
                    && new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX)
                            .read(value.readObject())
                            .isPresent();
        } catch (InvalidJsonException | InvalidChangeException expected) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
