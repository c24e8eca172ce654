package dev.tributary.local.send;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.local.up.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The partition key of a line.
 *
 * @param pointer where it stands in the line's JSON; none gives each line a key of its own, and the line may be anything
 */
record Keys(@Nullable JsonPointer pointer) {

    /** Characters that Kinesis takes as a partition key. */
    private static final int MAX_LENGTH = 256;

    /** Keeps numbers as they were written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * The key of this line.
     *
     * @throws CommandFailedException if there is none at the pointer, or Kinesis would not take it
     */
    String of(long number, byte[] line) {
        if (pointer == null) {
            return "line-" + number;
        }
        JsonNode value = parse(number, line).at(pointer);
        if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
            throw noKey(number, value.isContainerNode() ? "no text or number" : "no value");
        }
        String key = value.asText();
        if (key.isEmpty() || key.codePointCount(0, key.length()) > MAX_LENGTH) {
            throw noKey(number, key.length() + " characters");
        }
        return key;
    }

    private CommandFailedException noKey(long number, String found) {
        return new CommandFailedException("line " + number + ": " + found + " at " + pointer
                + " (expected: a partition key of 1-" + MAX_LENGTH + " characters)");
    }

    private JsonNode parse(long number, byte[] line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw new CommandFailedException("line " + number + ": not JSON at column "
                    + e.getLocation().getColumnNr() + ", so no value at " + pointer
                    + " (expected: JSON; without --key, a line may be anything)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
