package dev.tributary.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.json.Json;
import dev.tributary.record.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The array of records in an event that is read token by token. What is of another shape is told by its place, without data. */
final class RecordArray {

    /** Reads one record, from the object's start to its end. */
    @FunctionalInterface
    interface RecordReader {
        SourceRecord read() throws IOException;
    }

    /** Reads an event. */
    @FunctionalInterface
    interface EventReader {
        List<SourceRecord> read() throws IOException;
    }

    private final JsonParser tokens;
    private final String name;
    private final String expected;
    private int index;

    /**
     * An array that is still to come.
     *
     * @param name what messages call it
     * @param expected what messages say that the event should have been
     */
    RecordArray(JsonParser tokens, String name, String expected) {
        this.tokens = tokens;
        this.name = name;
        this.expected = " (expected: " + expected + ")";
    }

    /**
     * Reads the event that this array is in.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    List<SourceRecord> within(EventReader event) {
        try {
            return event.read();
        } catch (JsonProcessingException e) {
            // Its message, and so it as a cause, may quote the data.
            throw new IllegalArgumentException(
                    at("") + ": broken JSON at byte " + tokens.currentLocation().getByteOffset() + expected);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read", e);
        }
    }

    /** Reads the array, which the parser stands at, to its end. */
    List<SourceRecord> read(RecordReader reader) throws IOException {
        require(JsonToken.START_ARRAY, name);
        List<SourceRecord> records = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            requireObject("");
            records.add(reader.read());
            index++;
        }
        return records;
    }

    /** The event does not hold this array. */
    IllegalArgumentException absent() {
        return new IllegalArgumentException(name + ": missing" + expected);
    }

    void requireObject(String field) {
        if (tokens.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(at(field));
        }
    }

    String text(String field) throws IOException {
        if (tokens.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(at(field));
        }
        return tokens.getText();
    }

    /** Seconds since 1970 with a fraction; an exponent is usual. To the millisecond, as Kinesis keeps it. */
    Instant time(String field) throws IOException {
        if (!tokens.currentToken().isNumeric()) {
            throw unexpected(at(field));
        }
        return Instant.ofEpochMilli(Math.round(tokens.getDoubleValue() * 1_000));
    }

    <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw refused(field, "missing");
        }
        return value;
    }

    /** A field of the current record is not what it should be. */
    IllegalArgumentException refused(String field, String problem) {
        return new IllegalArgumentException(at(field) + ": " + problem + expected);
    }

    /** Refuses the event if the parser stands at anything else. */
    void require(JsonToken token, String where) {
        if (tokens.currentToken() != token) {
            throw unexpected(where);
        }
    }

    private IllegalArgumentException unexpected(String where) {
        return new IllegalArgumentException(where + ": " + Json.typeName(tokens.currentToken()) + expected);
    }

    /** Where in the event, for a message. */
    private String at(String field) {
        return name + "[" + index + "]" + field;
    }
}
