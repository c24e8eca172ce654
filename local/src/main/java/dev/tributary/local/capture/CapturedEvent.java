package dev.tributary.local.capture;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.local.demo.account.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What Debezium's connector made of a change: the JSON of its key and its value, to the letter, and what they say. */
final class CapturedEvent {

    /** Debezium's sinks use it for what has no key. */
    private static final String NO_KEY = "default";

    private static final long MICROS_PER_MILLI = 1_000;

    private final @Nullable String key;
    private final @Nullable String value;
    private final JsonNode body;

    /**
     * Reads one.
     *
     * @param key null of what concerns no row
     * @param value null of a tombstone
     */
    CapturedEvent(@Nullable String key, @Nullable String value) {
        this.key = key;
        this.value = value;
        body = value == null ? MissingNode.getInstance() : ExactJson.parse(value);
    }

    @Nullable
    String key() {
        return key;
    }

    @Nullable
    String value() {
        return value;
    }

    /** As Debezium's sink for Kinesis sends it. */
    CapturedChange change() {
        return new CapturedChange(
                requireNonNullElse(key, NO_KEY), requireNonNullElse(value, "").getBytes(StandardCharsets.UTF_8));
    }

    /** What follows a delete, so that a log which keeps the last of each key can forget it. */
    boolean isTombstone() {
        return value == null;
    }

    /** Debezium's letter for what was done. */
    String operation() {
        return body.path("op").asText();
    }

    JsonNode before() {
        return body.path("before");
    }

    JsonNode after() {
        return body.path("after");
    }

    JsonNode source() {
        return body.path("source");
    }

    boolean isLastOfSnapshot() {
        return source().path("snapshot").asText().equals("last");
    }

    /** Whether it is a message that is marked so. */
    boolean isMessage(String prefix) {
        return operation().equals("m")
                && body.path("message").path("prefix").asText().equals(prefix);
    }

    /** What a message says. */
    String message() {
        return new String(
                Base64.getDecoder().decode(body.path("message").path("content").asText()), StandardCharsets.UTF_8);
    }

    long lsn() {
        return source().path("lsn").asLong();
    }

    /** When its transaction was committed, in microseconds. */
    long committedAt() {
        return source().path("ts_us").asLong();
    }

    /** When the connector made it, in microseconds. */
    long madeAt() {
        JsonNode micros = body.path("ts_us");
        return micros.isMissingNode() ? body.path("ts_ms").asLong() * MICROS_PER_MILLI : micros.asLong();
    }
}
