package dev.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {

    private static final String DIGITS_38 = "12345678901234567890123456789012345678";

    @ParameterizedTest
    @CsvSource({
        "\"u1\",u1",
        "\" u1 \",' u1 '",
        "\"1.0\",1.0",
        "7,7",
        "-7,-7",
        "1.50,1.50",
        "1e3,1000",
        "\"größe\",größe"
    })
    void shouldReadATextFromAStringOrANumber(String value, String key) throws InvalidKeyException {
        assertThat(read(KeyType.S, value)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0", "\"1\"", "\"1.00\"", "\" 1 \"", "10e-1", "\"+1\""})
    void shouldReadEqualNumbersAsOneKey(String value) throws InvalidKeyException {
        assertThat(read(KeyType.N, value)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-0", "0e5", "\"0\"", "0e999"})
    void shouldReadEveryZeroAsOneKey(String value) throws InvalidKeyException {
        assertThat(read(KeyType.N, value)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIGITS_38, "-" + DIGITS_38, "0." + DIGITS_38, DIGITS_38 + "000", "9e125", "1e-130"})
    void shouldReadNumbersUpToTheLimits(String value) throws InvalidKeyException {
        assertThat(read(KeyType.N, value)).isNotNull();
        assertThat(read(KeyType.N, '"' + value + '"')).isEqualTo(read(KeyType.N, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {DIGITS_38 + "9", "1e126", "1e-131", "1e999", "1e-999", "100e1000", "0.1e-999"})
    void shouldRefuseNumbersBeyondTheLimits(String value) {
        assertThatThrownBy(() -> read(KeyType.N, value))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("/id, key attribute id: a number of ")
                .hasMessageEndingWith("(expected: at most 38 digits, exponent -130 to 125)");
        assertThatThrownBy(() -> read(KeyType.N, '"' + value + '"')).isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e-999", "1e101", "1e-101"})
    void shouldRefuseANumberWhoseDigitsWouldFillTheMemory(String value) {
        assertThatThrownBy(() -> read(KeyType.S, value))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("/id, key attribute id: a number with exponent ")
                .hasMessageEndingWith("(expected: a string, or a number with an exponent of -100 to 100)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"one\"", "\"0x1\"", "\"NaN\"", "\"1,5\"", "\"1e99999999999\""})
    void shouldRefuseAStringThatIsNoNumberAndNotQuoteIt(String value) {
        assertThatThrownBy(() -> read(KeyType.N, value))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("/id, key attribute id: a string that is no number"
                        + " (expected: a number, or a string that is one)");
    }

    @Test
    void shouldRefuseAStringOfTooManyDigitsUnread() {
        assertThatThrownBy(() -> read(KeyType.N, '"' + "1".repeat(1 << 20) + '"'))
                .isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @CsvSource({"true,boolean", "{},object", "[],array"})
    void shouldRefuseOtherTypes(String value, String type) {
        assertThatThrownBy(() -> read(KeyType.S, value))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("/id, key attribute id: a JSON " + type + " (expected: a string or a number)");
        assertThatThrownBy(() -> read(KeyType.N, value))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("/id, key attribute id: a JSON " + type + " (expected: a number, or a string that is one)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\": null}", "{\"other\": 1}"})
    void shouldReadNoKeyWhereThereIsNone(String event) throws InvalidKeyException {
        assertThat(KeyReader.read(Sources.json(event), Sources.users())).isNull();
    }

    @Test
    void shouldMeasureTextsInBytesByTheirPlaceInTheKey() throws InvalidKeyException {
        ReferenceSource source = new ReferenceSource(
                "s",
                "t",
                List.of(Sources.key("hash", KeyType.S), Sources.key("range", KeyType.S)),
                List.of(),
                "",
                false,
                Duration.ZERO);

        assertThat(KeyReader.read(event("ü".repeat(1_024), "ü".repeat(512)), source))
                .isEqualTo(new ReferenceKey("t", List.of("ü".repeat(1_024), "ü".repeat(512))));
        assertThatThrownBy(() -> KeyReader.read(event("x".repeat(2_049), "x"), source))
                .hasMessage("/hash, key attribute hash: a string of 2049 bytes (expected: 1-2048 bytes)");
        assertThatThrownBy(() -> KeyReader.read(event("x", "x".repeat(1_025)), source))
                .hasMessage("/range, key attribute range: a string of 1025 bytes (expected: 1-1024 bytes)");
        assertThatThrownBy(() -> KeyReader.read(event("", "x"), source))
                .hasMessage("/hash, key attribute hash: a string of 0 bytes (expected: 1-2048 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"a\\udc00b\"", "\"\\udc00\\ud800\""})
    void shouldRefuseHalfASurrogatePair(String value) {
        assertThatThrownBy(() -> read(KeyType.S, value))
                .hasMessage("/id, key attribute id: a string with half a surrogate pair"
                        + " (expected: characters that UTF-8 can hold)");
    }

    @Test
    void shouldReadCharactersBeyondTheBasicPlane() throws InvalidKeyException {
        assertThat(read(KeyType.S, "\"\\ud83d\\ude00\"")).isEqualTo("😀");
    }

    private static ObjectNode event(String hash, String range) {
        return JsonNodeFactory.instance.objectNode().put("hash", hash).put("range", range);
    }

    private static @Nullable String read(KeyType type, String value) throws InvalidKeyException {
        ReferenceSource source = Sources.source("s", "t", type, List.of(), "", Duration.ZERO);
        ReferenceKey key = KeyReader.read(Sources.json("{\"id\": " + value + "}"), source);
        return key == null ? null : key.values().get(0);
    }
}
