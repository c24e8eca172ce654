package dev.tributary.local.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A record of a Kinesis stream. */
public record KinesisRecord(Record record) implements ShardRecord {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public String sequenceNumber() {
        return record.sequenceNumber();
    }

    @Override
    public String orderingKey() {
        return record.partitionKey();
    }

    @Override
    public Instant arrival() {
        return record.approximateArrivalTimestamp();
    }

    /** To a function, what Kinesis says of the record is in an object {@code kinesis}; to a pipe it is not. */
    @Override
    public void writeFields(JsonGenerator json, EventForm form, MappingIdentity mapping, String shardId)
            throws IOException {
        if (form == EventForm.FUNCTION) {
            json.writeObjectFieldStart("kinesis");
            writeKinesis(json);
            json.writeEndObject();
        } else {
            writeKinesis(json);
        }
        json.writeStringField("eventSource", "aws:kinesis");
        json.writeStringField("eventVersion", "1.0");
        json.writeStringField("eventID", shardId + ":" + record.sequenceNumber());
        json.writeStringField("eventName", "aws:kinesis:record");
        json.writeStringField("invokeIdentityArn", mapping.roleArn());
        json.writeStringField("awsRegion", mapping.region());
        json.writeStringField("eventSourceARN", mapping.streamArn());
    }

    private void writeKinesis(JsonGenerator json) throws IOException {
        json.writeStringField("kinesisSchemaVersion", "1.0");
        json.writeStringField("partitionKey", record.partitionKey());
        json.writeStringField("sequenceNumber", record.sequenceNumber());
        json.writeBinaryField("data", record.data().asByteArrayUnsafe());
        json.writeNumberField(
                "approximateArrivalTimestamp", BigDecimal.valueOf(arrival().toEpochMilli(), 3));
    }

    /** The metadata, and the data parsed, or as text if it is not JSON. */
    @Override
    public JsonNode filterable(MappingIdentity mapping) {
        return JSON.createObjectNode()
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", record.partitionKey())
                .put("sequenceNumber", record.sequenceNumber())
                .set("data", data());
    }

    private JsonNode data() {
        byte[] data = record.data().asByteArrayUnsafe();
        try {
            JsonNode json = JSON.readTree(data);
            return json.isMissingNode() ? TextNode.valueOf("") : json;
        } catch (IOException notJson) {
            return TextNode.valueOf(new String(data, UTF_8));
        }
    }
}
