package dev.tributary.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the array of Kinesis records that EventBridge Pipes sends to an enrichment, as it comes in: other than in Lambda's
 * own Kinesis event, the fields of each record stand side by side.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html">the event's form</a>
 */
final class PipeRecords {

    private static final String EXPECTED =
            " (expected: an array of Kinesis records, as EventBridge Pipes sends it to an enrichment)";

    private static final String KINESIS = "aws:kinesis";
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final List<SourceRecord> records = new ArrayList<>();
    private EventSource source = new EventSource(KINESIS, "");

    private PipeRecords(JsonParser json) {
        this.json = json;
    }

    /**
     * The event's records in their order.
     *
     * @throws IllegalArgumentException if it is anything else, with a message that quotes no data
     */
    static List<SourceRecord> from(InputStream event) {
        try (JsonParser json = JSON.createParser(event)) {
            PipeRecords reader = new PipeRecords(json);
            reader.readAll();
            return reader.records;
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read", e);
        }
    }

    private void readAll() throws IOException {
        try {
            require(json.nextToken() == JsonToken.START_ARRAY, "event");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                require(json.currentToken() == JsonToken.START_OBJECT, at(""));
                records.add(readOne());
            }
        } catch (JsonProcessingException e) {
            // Its message, and so it as a cause, may quote the data.
            throw new IllegalArgumentException(
                    at("") + ": broken JSON at byte " + json.currentLocation().getByteOffset() + EXPECTED);
        }
    }

    private SourceRecord readOne() throws IOException {
        String sequence = null;
        String eventId = null;
        String arn = null;
        String type = null;
        String partitionKey = "";
        Instant arrival = null;
        byte[] data = {};
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "sequenceNumber" -> sequence = text(name);
                case "eventID" -> eventId = text(name);
                case "eventSourceARN" -> arn = text(name);
                case "eventSource" -> type = text(name);
                case "partitionKey" -> partitionKey = text(name);
                case "approximateArrivalTimestamp" -> arrival = time(name);
                case "data" -> data = bytes(name);
                default -> json.skipChildren();
            }
        }
        if (!KINESIS.equals(present("eventSource", type))) {
            throw new IllegalArgumentException(at(".eventSource") + ": " + type + EXPECTED);
        }
        return new SourceRecord(
                id(present("eventSourceARN", arn), present("eventID", eventId), present("sequenceNumber", sequence)),
                source,
                partitionKey,
                present("approximateArrivalTimestamp", arrival),
                data);
    }

    private RecordId id(String arn, String eventId, String sequence) {
        if (!source.arn().equals(arn)) {
            source = new EventSource(KINESIS, arn);
        }
        return new RecordId(source.name(), KinesisRecords.shard(eventId), sequence, 0);
    }

    private String text(String field) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, at("." + field));
        return json.getText();
    }

    /** By the JDK's decoder, which is faster than the parser's own. */
    private byte[] bytes(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return new byte[0];
        }
        String base64 = text(field);
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Its message, and so it as a cause, quotes the data.
            throw new IllegalArgumentException(at("." + field) + ": broken base64" + EXPECTED);
        }
    }

    /** Seconds since 1970 with a fraction; an exponent is usual. To the millisecond, as Kinesis keeps it. */
    private Instant time(String field) throws IOException {
        require(json.currentToken().isNumeric(), at("." + field));
        return Instant.ofEpochMilli(Math.round(json.getDoubleValue() * 1_000));
    }

    private <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(at("." + field) + ": missing" + EXPECTED);
        }
        return value;
    }

    private void require(boolean isExpected, String what) {
        if (!isExpected) {
            throw new IllegalArgumentException(what + ": " + typeName(json.currentToken()) + EXPECTED);
        }
    }

    private static String typeName(@Nullable JsonToken token) {
        return token == null
                ? "nothing"
                : token.name().replaceFirst("^(START|VALUE)_", "").toLowerCase(Locale.ROOT);
    }

    /** Where in the event, for a message. */
    private String at(String field) {
        return "event[" + records.size() + "]" + field;
    }
}
