package dev.tributary.audit;

import static dev.tributary.audit.AuditFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no change is set aside with the reason; what is no event fails. */
class BadInputTest {

    private final AuditFixture fixture = new AuditFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "eventName" | "name"    | MISSING_FIELD      | eventName: missing
                    MODIFY      | UPDATE    | UNKNOWN_EVENT_NAME | eventName: "UPDATE" (expected: INSERT, MODIFY or REMOVE)
                    {"N":"100"} | {"X":"1"} | UNKNOWN_TYPE       | a value of type "X"
                    {"N":"100"} | {"N":"x"} | INVALID_VALUE      | a value of type N that is no number
                    "Keys"      | "Key"     | MISSING_FIELD      | dynamodb.Keys: missing
                    "OldImage"  | "Image"   | MISSING_IMAGE      | MODIFY without OldImage
                    "NewImage"  | "Image"   | MISSING_IMAGE      | MODIFY without NewImage""")
    void shouldSetAsideWhatIsNoChange(String good, String bad, String reason, String message) {
        String record = Changes.modify(1);
        assertThat(record).contains(good);

        assertThat(fixture.rejection(record.replace(good, bad))).startsWith("decode/" + reason + ": " + message);
    }

    @Test
    void shouldSetAsideWhatAStreamOfKeysAloneTells() {
        String record = Changes.record(1, "REMOVE", Changes.KEYS, "", "").replace("NEW_AND_OLD_IMAGES", "KEYS_ONLY");

        assertThat(fixture.rejection(record))
                .isEqualTo("decode/MISSING_IMAGE: REMOVE without OldImage, StreamViewType \"KEYS_ONLY\""
                        + " (expected: a stream of NEW_AND_OLD_IMAGES)");
    }

    @Test
    void shouldKeepTheBytesOfWhatIsSetAsideAndWriteTheRest() {
        String bad = Changes.modify(2).replace("\"eventName\":\"MODIFY\"", "\"new\" : {\"x\": 1.50}");

        assertThat(fixture.handle(Changes.insert(1), bad, Changes.remove(3))).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(fixture.lines(1)).hasSize(2);
        assertThat(fixture.sns.messages()).hasSize(2);
        var letter = json(fixture.sqs.messages().get(0).body());
        assertThat(Base64.getDecoder().decode(letter.path("payload").textValue()))
                .isEqualTo(bad.getBytes(UTF_8));
        assertThat(letter.path("id").textValue()).isEqualTo(Changes.recordId(2));
        assertThat(letter.at("/source/partitionKey").textValue()).isEqualTo(Changes.KEYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "{\"Records\":[{}]}", "{\"Records\":[", "{\"Records\":[{\"eventID\":\"secret"})
    void shouldFailOnWhatIsNoEvent(String event) {
        assertThatThrownBy(() -> fixture.handle(event.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: a DynamoDB event as Lambda sends it)")
                .hasMessageNotContaining("secret");

        assertThat(fixture.s3.puts()).isEmpty();
    }
}
