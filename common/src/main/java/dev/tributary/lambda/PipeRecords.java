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
import java.util.Base64;
import java.util.List;

/**
 * Reads the array of Kinesis records that EventBridge Pipes sends to an enrichment, as it comes in: other than in Lambda's
 * own Kinesis event, the fields of each record stand side by side.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html">the event's form</a>
 */
final class PipeRecords {

    private static final String EXPECTED =
            "an array of Kinesis records, as EventBridge Pipes sends it to an enrichment";

    private static final String KINESIS = "aws:kinesis";
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final RecordArray array;
    private EventSource source = new EventSource(KINESIS, "");

    private PipeRecords(JsonParser json) {
        this.json = json;
        this.array = new RecordArray(json, "event", EXPECTED);
    }

    /**
     * The event's records in their order.
     *
     * @throws IllegalArgumentException if it is anything else, with a message that quotes no data
     */
    static List<SourceRecord> from(InputStream event) {
        try (JsonParser json = JSON.createParser(event)) {
            PipeRecords reader = new PipeRecords(json);
            return reader.array.within(reader::readAll);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read", e);
        }
    }

    private List<SourceRecord> readAll() throws IOException {
        json.nextToken();
        return array.read(this::readOne);
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
                case "sequenceNumber" -> sequence = array.text(".sequenceNumber");
                case "eventID" -> eventId = array.text(".eventID");
                case "eventSourceARN" -> arn = array.text(".eventSourceARN");
                case "eventSource" -> type = array.text(".eventSource");
                case "partitionKey" -> partitionKey = array.text(".partitionKey");
                case "approximateArrivalTimestamp" -> arrival = array.time(".approximateArrivalTimestamp");
                case "data" -> data = bytes();
                default -> json.skipChildren();
            }
        }
        if (!KINESIS.equals(array.present(".eventSource", type))) {
            throw array.refused(".eventSource", String.valueOf(type));
        }
        return new SourceRecord(
                id(
                        array.present(".eventSourceARN", arn),
                        array.present(".eventID", eventId),
                        array.present(".sequenceNumber", sequence)),
                source,
                partitionKey,
                array.present(".approximateArrivalTimestamp", arrival),
                data);
    }

    private RecordId id(String arn, String eventId, String sequence) {
        if (!source.arn().equals(arn)) {
            source = new EventSource(KINESIS, arn);
        }
        return KinesisRecords.id(source, eventId, sequence);
    }

    /** By the JDK's decoder, which is faster than the parser's own. */
    private byte[] bytes() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return new byte[0];
        }
        String base64 = array.text(".data");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Its message, and so it as a cause, quotes the data.
            throw array.refused(".data", "broken base64");
        }
    }
}
