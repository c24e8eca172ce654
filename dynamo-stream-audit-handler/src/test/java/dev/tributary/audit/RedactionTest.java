package dev.tributary.audit;

import static dev.tributary.audit.AuditFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> SETTINGS = Map.of(
            "REDACTED_ATTRIBUTES", "[\"UserId\",\"Map\",\"Same\"]", "REDACTION_KEY", KEY, "ACTOR_ATTRIBUTE", "UserId");

    /** By {@code printf '%s' '"user123"' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef}. */
    private static final String HASH = "c69fc07b8f09ad44019c9e846b0565c72352c40c87c87d7cabba774c4259400b";

    private final AuditFixture fixture = new AuditFixture(SETTINGS);

    @Test
    void shouldReplaceAnAttributeWhereverItStands() {
        JsonNode line = fixture.line(Changes.modify(1));

        JsonNode redacted = json("{\"$redacted\":\"" + HASH + "\"}");
        assertThat(line.at("/keys/UserId")).isEqualTo(redacted);
        assertThat(line.at("/oldImage/UserId")).isEqualTo(redacted);
        assertThat(line.at("/newImage/UserId")).isEqualTo(redacted);
        assertThat(line.at("/who/value")).isEqualTo(redacted);
        assertThat(line.at("/newImage/ActivityType").textValue()).isEqualTo("logout");
        assertThat(line.toString()).doesNotContain("user123");
    }

    @Test
    void shouldRedactWhatSubscribersAreTold() {
        fixture.handle(Changes.modify(1));

        assertThat(fixture.sns.messages().toString()).contains(HASH).doesNotContain("user123");
    }

    @Test
    void shouldLetEqualityBeSeen() {
        String image = Changes.KEYS.substring(0, Changes.KEYS.length() - 1);
        JsonNode line = fixture.line(Changes.record(
                1,
                "MODIFY",
                Changes.KEYS,
                image + ",\"Map\":{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"S\":\"x\"}}},\"Same\":{\"SS\":[\"x\",\"y\"]}}",
                image + ",\"Map\":{\"M\":{\"b\":{\"S\":\"y\"},\"a\":{\"N\":\"1\"}}},\"Same\":{\"SS\":[\"y\",\"x\"]}}"));

        assertThat(line.path("changes")).hasSize(1);
        JsonNode change = line.at("/changes/0");
        assertThat(change.path("attribute").textValue()).isEqualTo("Map");
        assertThat(change.at("/before/$redacted").textValue()).hasSize(64);
        assertThat(change.path("before")).isNotEqualTo(change.path("after"));
    }

    @Test
    void shouldHashAMapWhateverTheOrderOfItsKeys() {
        String image = Changes.KEYS.substring(0, Changes.KEYS.length() - 1);
        JsonNode line = fixture.line(Changes.record(
                1,
                "MODIFY",
                Changes.KEYS,
                image + ",\"Map\":{\"L\":[{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"S\":\"x\"}}}]}}",
                image + ",\"Map\":{\"L\":[{\"M\":{\"b\":{\"S\":\"x\"},\"a\":{\"N\":\"1\"}}}]}}"));

        assertThat(line.at("/oldImage/Map")).isEqualTo(line.at("/newImage/Map"));
    }

    @Test
    void shouldTellATextFromTheNumberOfTheSameDigits() {
        String image = Changes.KEYS.substring(0, Changes.KEYS.length() - 1);
        JsonNode line = fixture.line(Changes.record(
                1, "MODIFY", Changes.KEYS, image + ",\"Same\":{\"S\":\"1\"}}", image + ",\"Same\":{\"N\":\"1\"}}"));

        assertThat(line.path("changes")).hasSize(1);
    }

    @Test
    void shouldHashDifferentlyUnderAnotherKey() {
        AuditFixture other =
                new AuditFixture(Map.of("REDACTED_ATTRIBUTES", "[\"UserId\"]", "REDACTION_KEY", "x".repeat(32)));

        assertThat(other.line(Changes.modify(1)).at("/keys/UserId/$redacted").textValue())
                .hasSize(64)
                .isNotEqualTo(HASH);
    }
}
