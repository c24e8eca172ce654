package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.gzip;
import static dev.tributary.cdc.Changes.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no change is set aside with the reason, and leaves its neighbours alone. */
class BadInputTest {

    private static final String GOOD = dms(1, "insert", "{'id': 'a'}");
    private static final String ALSO_GOOD = dms(2, "insert", "{'id': 'b'}");

    private final CdcFixture fixture = new CdcFixture(Map.of("MAX_CHANGE_BYTES", "1024", "MAX_OBJECT_MEGABYTES", "1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'a' 1}      | decode    | MALFORMED_JSON    | text where no value may begin at byte
                    {'a': 01}    | decode    | MALFORMED_JSON    | not JSON at line 1, column 8
                    {'a': 'x     | decode    | MALFORMED_JSON    | an end of line within a string at byte
                    {'a':        | decode    | TRUNCATED         | the end of the stream at byte
                    nonsense     | decode    | MALFORMED_JSON    | text that is no value at byte
                    [1, 2]       | decode    | NOT_AN_OBJECT     | a JSON array (expected: one JSON object)
                    true         | decode    | NOT_AN_OBJECT     | a JSON boolean (expected: one JSON object)
                    {'a':1,'a':2}| decode    | DUPLICATE_KEY     | an object with the same key twice at line 1, column 12
                    {'a': '\\ud800'}| decode | INVALID_TEXT      | half a surrogate pair at byte 7
                    {}           | recognise | UNKNOWN_FORMAT    | a value that is no change (expected: metadata
                    {'op': 'x', 'source': {}, 'after': {}} | recognise | UNKNOWN_OPERATION | op: "x"
                    {'data': {}, 'metadata': {'record-type': 'data', 'operation': 'merge'}}  | recognise | UNKNOWN_OPERATION | metadata.operation: "merge"
                    {'data': {'id': 1}, 'metadata': {'record-type': 'data', 'operation': 'load', 'table-name': 't'}}  | recognise | MISSING_FIELD | metadata.timestamp
                    {'data': {'id': 1}, 'metadata': {'record-type': 'data', 'operation': 'load', 'table-name': 't', 'timestamp': 'now'}}  | recognise | INVALID_TIME | metadata.timestamp
                    {'data': [], 'metadata': {'record-type': 'data', 'operation': 'load', 'table-name': 't'}}  | recognise | INVALID_FIELD | data: array (expected: an object)""")
    void shouldSetAsideABadValueBetweenGoodOnes(String bad, String stage, String reason, String message) {
        String value = quoted(bad);
        JsonNode answer = fixture.transform(GOOD + "\n" + value + "\n" + ALSO_GOOD + "\n");

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("stage").asText()).isEqualTo(stage);
            assertThat(letter.path("reason").asText()).isEqualTo(reason);
            assertThat(letter.path("message").asText()).contains(message);
            assertThat(new String(payload(letter), UTF_8).stripTrailing()).isEqualTo(value);
            assertThat(letter.at("/source/offset").asInt()).isEqualTo(GOOD.length() + 1);
            assertThat(letter.at("/source/length").asInt()).isEqualTo(payload(letter).length);
        });
    }

    @Test
    void shouldSayWhereAPieceIsFrom() {
        fixture.transform(GOOD + "{}");

        JsonNode letter = fixture.letters().get(0);
        assertThat(letter.path("id").asText()).isEqualTo("lake." + fixture.nameOfFirst() + "." + GOOD.length() + ".0");
        assertThat(letter.path("source").toString().replaceAll("\"eTag\":\"[0-9a-f]+\"", "\"eTag\":\"…\""))
                .isEqualTo(quoted("{'type':'aws:s3','arn':'arn:aws:s3:::lake','bucket':'lake','key':'raw/object',"
                        + "'version':'version-1','eTag':'…','offset':" + GOOD.length()
                        + ",'length':2,'arrivalTime':'2026-03-04T05:06:07.890Z'}"));
    }

    /** One record that was cut, and not each piece of it that might have been one. */
    @Test
    void shouldSetAsideAdjoiningPiecesTogether() {
        String broken = "}]} more\n]x";
        JsonNode answer = fixture.transform(GOOD + broken + "\n" + ALSO_GOOD);

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(fixture.letters()).singleElement().satisfies(letter -> assertThat(
                        new String(payload(letter), UTF_8).stripTrailing())
                .isEqualTo(broken));
    }

    @Test
    void shouldSetAsideTheEndThatIsMissing() {
        JsonNode answer = fixture.transform(GOOD + ALSO_GOOD.substring(0, 50));

        assertThat(answer.path("rows").asInt()).isEqualTo(1);
        assertThat(reasons()).containsExactly("decode/TRUNCATED");
        assertThat(payload(fixture.letters().get(0)))
                .isEqualTo(ALSO_GOOD.substring(0, 50).getBytes(UTF_8));
    }

    @Test
    void shouldSetAsideTheBeginOfAValueThatIsTooLong() {
        String value = "{\"a\": \"" + "x".repeat(5_000) + "\"}";
        JsonNode answer = fixture.transform(GOOD + value + ALSO_GOOD);

        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(reasons()).containsExactly("decode/VALUE_TOO_LARGE");
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("payloadTruncated").asBoolean()).isTrue();
            assertThat(letter.at("/source/length").asInt()).isEqualTo(value.length());
            assertThat(value).startsWith(new String(payload(letter), UTF_8));
        });
    }

    @Test
    void shouldSetAsideBytesThatAreNoText() {
        byte[] bad = "{\"a\": \"x\"}".getBytes(UTF_8);
        bad[7] = (byte) 0xFF;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(GOOD.getBytes(UTF_8));
        content.writeBytes(bad);
        content.writeBytes(ALSO_GOOD.getBytes(UTF_8));

        assertThat(fixture.transform(content.toByteArray()).path("rows").asInt())
                .isEqualTo(2);
        assertThat(reasons()).containsExactly("decode/INVALID_UTF8");
        assertThat(payload(fixture.letters().get(0))).isEqualTo(bad);
    }

    /** What the function reads of an object is what everybody can read of it, and the object stays. */
    @Test
    void shouldWriteWhatCanBeReadOfAnObjectThatEndsTooEarly() {
        byte[] first = gzip(GOOD.getBytes(UTF_8));
        byte[] second = gzip(ALSO_GOOD.getBytes(UTF_8));
        byte[] object = Arrays.copyOf(first, first.length + second.length / 2);
        System.arraycopy(second, 0, object, first.length, second.length / 2);

        assertThat(fixture.transform(object).path("rows").asInt()).isEqualTo(1);
        assertThat(reasons()).containsExactly("read/OBJECT_TRUNCATED");
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.at("/source/offset").asInt()).isEqualTo(GOOD.length());
            assertThat(letter.at("/source/length").asInt()).isZero();
            assertThat(payload(letter)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"10, BAD_DATA", "-5, CRC_MISMATCH", "-1, SIZE_MISMATCH", "2, BAD_HEADER"})
    void shouldSetAsideTheRestOfAnObjectThatIsNoGzip(int at, String reason) {
        byte[] object = gzip((GOOD + ALSO_GOOD).getBytes(UTF_8));
        object[at < 0 ? object.length + at : at] ^= (byte) 0xFF;

        fixture.transform(object);

        assertThat(reasons()).containsExactly("read/OBJECT_" + reason);
    }

    @Test
    void shouldSetAsideWhatFollowsGzipDataAndIsNone() {
        byte[] file = gzip(GOOD.getBytes(UTF_8));
        byte[] object = Arrays.copyOf(file, file.length + 2);
        object[file.length] = 'x';

        assertThat(fixture.transform(object).path("rows").asInt()).isEqualTo(1);
        assertThat(reasons()).containsExactly("read/OBJECT_TRAILING_BYTES");
    }

    @Test
    void shouldReadNoMoreOfAnObjectThanItMayHave() {
        int fitting = (1 << 20) / GOOD.length();

        JsonNode answer = fixture.transform(gzip(GOOD.repeat(fitting + 5).getBytes(UTF_8)));

        assertThat(answer.path("changes").asInt()).isEqualTo(fitting);
        assertThat(reasons()).containsExactly("read/OBJECT_TOO_LARGE");
        assertThat(fixture.letters().get(0).at("/source/offset").asInt()).isEqualTo(fitting * GOOD.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"Records\": [{}]}", "{\"Records\": [{\"eventSource\": \"secret\"}]}"})
    void shouldFailOnWhatIsNoEvent(String event) {
        assertThatThrownBy(() -> fixture.handle(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: a notification of S3, or its event by EventBridge)")
                .hasMessageNotContaining("secret");

        assertThat(fixture.s3.puts()).isEmpty();
    }

    private Iterable<String> reasons() {
        return fixture.letters().stream()
                .map(letter -> letter.path("stage").asText() + "/"
                        + letter.path("reason").asText())
                .toList();
    }

    private static byte[] payload(JsonNode letter) {
        return Base64.getDecoder().decode(letter.path("payload").asText());
    }
}
