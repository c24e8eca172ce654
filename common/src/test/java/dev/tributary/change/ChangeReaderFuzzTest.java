package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, they are an event, a tombstone, or refused with a reason: no other exception. Every build replays the
 * fixtures alone. To search for more, for a time of your choice, one test a run:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl common test -Dtest='ChangeReaderFuzzTest#*Dms' -Djazzer.hooks=true -Djazzer.max_duration=2m
 * }</pre>
 *
 * <p>What it finds is left under {@code src/test/resources}, beside this class's name, and replayed from then on; what it
 * learned on the way is in {@code .cifuzz-corpus}.
 */
class ChangeReaderFuzzTest {

    private final ChangeReader reader = new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX);

    static Stream<byte[]> dms() {
        return Changes.fixtures("dms").stream().map(Changes::bytes);
    }

    static Stream<byte[]> debezium() {
        return Changes.fixtures("debezium").stream().map(Changes::bytes);
    }

    static Stream<byte[]> flattened() {
        return Changes.fixtures("flattened").stream().map(Changes::bytes);
    }

    @MethodSource("dms")
    @FuzzTest
    void shouldReadOrRefuseDms(byte[] bytes) {
        read(bytes);
    }

    @MethodSource("debezium")
    @FuzzTest
    void shouldReadOrRefuseDebezium(byte[] bytes) {
        read(bytes);
    }

    @MethodSource("flattened")
    @FuzzTest
    void shouldReadOrRefuseFlattened(byte[] bytes) {
        read(bytes);
    }

    private void read(byte[] bytes) {
        try {
            reader.read(Json.readObject(bytes)).ifPresent(ChangeReaderFuzzTest::check);
        } catch (InvalidJsonException | InvalidChangeException e) {
            assertThat(e).hasMessageContaining("(expected: ");
        }
    }

    /** Its token is one that can be read again, and its columns are JSON that can be. */
    private static void check(ChangeEvent event) {
        OrderToken order = event.provenance().order();
        assertThat(new OrderToken(order.text())).isEqualTo(order);
        assertThat(Json.write(Changes.describe(event))).isNotEmpty();
    }
}
