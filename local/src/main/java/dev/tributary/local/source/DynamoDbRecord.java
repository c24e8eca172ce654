package dev.tributary.local.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * A change of an item, from the stream of its table. In an event it has the fields that Lambda gives it ("Using AWS
 * Lambda with Amazon DynamoDB" in the AWS Lambda developer guide); those of pipes are the same.
 */
public record DynamoDbRecord(Record record) implements ShardRecord {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON = MAPPER.getFactory();

    /** What DynamoDB Local calls the removal of an expired item, in place of REMOVE and who did it. */
    private static final String EXPIRY = "UNKNOWN_TO_SDK_VERSION";

    public DynamoDbRecord {
        if (EXPIRY.equals(record.eventNameAsString())) {
            record = record.toBuilder()
                    .eventName(OperationType.REMOVE)
                    .userIdentity(who -> who.type("Service").principalId("dynamodb.amazonaws.com"))
                    .build();
        }
    }

    @Override
    public String sequenceNumber() {
        return record.dynamodb().sequenceNumber();
    }

    /** The item's key, as JSON. */
    @Override
    public String orderingKey() {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(key)) {
            TypedJson.write(json, record.dynamodb().keys());
        } catch (IOException impossible) {
            throw new UncheckedIOException("no I/O happens in memory", impossible);
        }
        return key.toString(UTF_8);
    }

    @Override
    public Instant arrival() {
        return record.dynamodb().approximateCreationDateTime();
    }

    /** Region and stream are the mapping's own: DynamoDB Local says {@code ddblocal} for any region. */
    @Override
    public void writeFields(JsonGenerator json, EventForm form, MappingIdentity mapping, String shardId)
            throws IOException {
        json.writeStringField("eventID", record.eventID());
        json.writeStringField("eventName", record.eventNameAsString());
        json.writeStringField("eventVersion", record.eventVersion());
        json.writeStringField("eventSource", record.eventSource());
        json.writeStringField("awsRegion", mapping.region());
        json.writeObjectFieldStart("dynamodb");
        writeChange(json, record.dynamodb());
        json.writeEndObject();
        if (record.userIdentity() != null) {
            json.writeObjectFieldStart("userIdentity");
            json.writeStringField("principalId", record.userIdentity().principalId());
            json.writeStringField("type", record.userIdentity().type());
            json.writeEndObject();
        }
        json.writeStringField("eventSourceARN", mapping.streamArn());
    }

    private static void writeChange(JsonGenerator json, StreamRecord change) throws IOException {
        json.writeNumberField(
                "ApproximateCreationDateTime",
                change.approximateCreationDateTime().getEpochSecond());
        writeItem(json, "Keys", change.keys());
        if (change.hasNewImage()) {
            writeItem(json, "NewImage", change.newImage());
        }
        if (change.hasOldImage()) {
            writeItem(json, "OldImage", change.oldImage());
        }
        json.writeStringField("SequenceNumber", change.sequenceNumber());
        json.writeNumberField("SizeBytes", change.sizeBytes());
        json.writeStringField("StreamViewType", change.streamViewTypeAsString());
    }

    private static void writeItem(JsonGenerator json, String name, Map<String, AttributeValue> item)
            throws IOException {
        json.writeFieldName(name);
        TypedJson.write(json, item);
    }

    /** Its entry in an event. */
    @Override
    public JsonNode filterable(MappingIdentity mapping) {
        try {
            return MAPPER.readTree(EventForm.FUNCTION.ofRecord(mapping, "", this));
        } catch (IOException impossible) {
            throw new UncheckedIOException("an entry is JSON", impossible);
        }
    }
}
