package dev.tributary.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes Lambda's DynamoDB event apart. Each record's payload is its own JSON as it came in, since Lambda's classes drop what
 * they do not know; its partition key is the item's key, as compact JSON in DynamoDB's types.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">the event's form</a>
 */
public final class DynamoDbRecords {

    private static final String DYNAMODB = "aws:dynamodb";

    // The encoding is UTF-8 and not to be guessed: places in the event are counted in its bytes.
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final byte[] event;
    private final JsonParser json;
    private final RecordArray array;
    private EventSource source = new EventSource(DYNAMODB, "");

    private @Nullable String sequence;
    private @Nullable Instant created;
    private String keys = "";

    private DynamoDbRecords(byte[] event, JsonParser json) {
        this.event = event;
        this.json = json;
        this.array = new RecordArray(json, "event.Records", "a DynamoDB event as Lambda sends it");
    }

    /**
     * The event's records in their order.
     *
     * @throws IllegalArgumentException if it is anything else, or a record lacks what makes its id, with a message that quotes
     *     no data
     */
    public static List<SourceRecord> from(InputStream event) {
        try {
            byte[] bytes = event.readAllBytes();
            try (JsonParser json = JSON.createParser(bytes)) {
                DynamoDbRecords reader = new DynamoDbRecords(bytes, json);
                return reader.array.within(reader::readEvent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read", e);
        }
    }

    private List<SourceRecord> readEvent() throws IOException {
        json.nextToken();
        array.require(JsonToken.START_OBJECT, "event");
        List<SourceRecord> records = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("Records")) {
                records = array.read(this::readRecord);
            } else {
                json.skipChildren();
            }
        }
        if (records == null) {
            throw array.absent();
        }
        return records;
    }

    private SourceRecord readRecord() throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        String eventId = null;
        String arn = null;
        String type = null;
        sequence = null;
        created = null;
        keys = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "eventID" -> eventId = array.text(".eventID");
                case "eventSourceARN" -> arn = array.text(".eventSourceARN");
                case "eventSource" -> type = array.text(".eventSource");
                case "dynamodb" -> readChange();
                default -> json.skipChildren();
            }
        }
        if (!DYNAMODB.equals(array.present(".eventSource", type))) {
            throw array.refused(".eventSource", String.valueOf(type));
        }
        sourceOf(array.present(".eventSourceARN", arn));
        return new SourceRecord(
                new RecordId(
                        source.name(),
                        array.present(".eventID", eventId),
                        array.present(".dynamodb.SequenceNumber", sequence),
                        0),
                source,
                keys,
                array.present(".dynamodb.ApproximateCreationDateTime", created),
                Arrays.copyOfRange(event, start, position()));
    }

    private void readChange() throws IOException {
        array.requireObject(".dynamodb");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "SequenceNumber" -> sequence = array.text(".dynamodb.SequenceNumber");
                case "ApproximateCreationDateTime" -> created = array.time(".dynamodb.ApproximateCreationDateTime");
                case "Keys" -> keys = readCompact();
                default -> json.skipChildren();
            }
        }
    }

    private String readCompact() throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        // Scalars are read when they are asked for.
        json.finishToken();
        return CompactJson.of(event, start, position());
    }

    private int position() {
        return (int) json.currentLocation().getByteOffset();
    }

    private void sourceOf(String arn) {
        if (!source.arn().equals(arn)) {
            source = new EventSource(DYNAMODB, arn);
        }
    }
}
