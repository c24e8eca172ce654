package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.DynamoDbChange.EventName;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.record.SourceRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one DynamoDB stream record, as Lambda's event holds it. Time to live removes in the name of the service
 * itself.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">the record's form</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html">removals by
 *     time to live</a>
 */
public final class DynamoDbStreamParser {

    private static final String SYSTEM = "dynamodb";
    private static final String TTL_TYPE = "Service";
    private static final String TTL_PRINCIPAL = "dynamodb.amazonaws.com";
    private static final long NO_SIZE = -1;

    private final JsonParser tokens;

    private @Nullable String eventName;
    private @Nullable String region;
    private @Nullable String viewType;
    private @Nullable String identityType;
    private @Nullable String principal;
    private @Nullable ObjectNode keys;
    private @Nullable ObjectNode oldImage;
    private @Nullable ObjectNode newImage;
    private long sizeBytes = NO_SIZE;

    private DynamoDbStreamParser(JsonParser tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a record's payload.
     *
     * @throws InvalidJsonException if it is no JSON
     * @throws InvalidChangeException if it is no record of a DynamoDB stream with the images that its event needs
     */
    public static DynamoDbChange parse(SourceRecord record) throws InvalidJsonException, InvalidChangeException {
        return Json.<DynamoDbChange, InvalidChangeException>read(record.payload(), tokens -> {
            DynamoDbStreamParser parser = new DynamoDbStreamParser(tokens);
            parser.readRecord();
            return parser.change(record);
        });
    }

    private void readRecord() throws IOException, InvalidChangeException {
        requireObject("record");
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            switch (name) {
                case "eventName" -> eventName = text(name, eventName);
                case "awsRegion" -> region = text(name, region);
                case "dynamodb" -> readChange();
                case "userIdentity" -> readIdentity();
                default -> tokens.skipChildren();
            }
        }
    }

    private void readChange() throws IOException, InvalidChangeException {
        requireObject("dynamodb");
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            switch (name) {
                case "Keys" -> keys = item(name, keys);
                case "OldImage" -> oldImage = item(name, oldImage);
                case "NewImage" -> newImage = item(name, newImage);
                case "StreamViewType" -> viewType = text(name, viewType);
                case "SizeBytes" -> sizeBytes = size();
                default -> tokens.skipChildren();
            }
        }
    }

    /** Who acted; null, or not there, unless it was a service. */
    private void readIdentity() throws IOException, InvalidChangeException {
        if (tokens.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        requireObject("userIdentity");
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            switch (name) {
                case "type" -> identityType = text(name, identityType);
                case "principalId" -> principal = text(name, principal);
                default -> tokens.skipChildren();
            }
        }
    }

    private DynamoDbChange change(SourceRecord record) throws InvalidChangeException {
        EventName name = name(present("eventName", eventName));
        if (keys == null || keys.isEmpty()) {
            throw missing("dynamodb.Keys");
        }
        String view = present("dynamodb.StreamViewType", viewType);
        if (sizeBytes == NO_SIZE) {
            throw missing("dynamodb.SizeBytes");
        }
        RowChange event = new RowChange(
                new Provenance(
                        new SourceTable(SYSTEM, "", "", "", record.id().stream()),
                        OrderToken.ofChange(List.of(record.id().sequence())),
                        record.arrivalTime(),
                        Optional.empty()),
                name.operation(),
                Optional.of(keys),
                image("OldImage", name.hasOldImage(), oldImage, name, view),
                image("NewImage", name.hasNewImage(), newImage, name, view),
                Set.of());
        return new DynamoDbChange(event, name, present("awsRegion", region), view, sizeBytes, isTimeToLive(name));
    }

    private boolean isTimeToLive(EventName name) {
        return name == EventName.REMOVE && TTL_TYPE.equals(identityType) && TTL_PRINCIPAL.equals(principal);
    }

    private static EventName name(String text) throws InvalidChangeException {
        for (EventName name : EventName.values()) {
            if (name.name().equals(text)) {
                return name;
            }
        }
        throw new InvalidChangeException(
                Problem.UNKNOWN_EVENT_NAME, "eventName: " + quoted(text) + " (expected: INSERT, MODIFY or REMOVE)");
    }

    private static Optional<ObjectNode> image(
            String field, boolean expected, @Nullable ObjectNode image, EventName name, String viewType)
            throws InvalidChangeException {
        if (!expected) {
            return Optional.empty();
        }
        if (image == null) {
            throw new InvalidChangeException(
                    Problem.MISSING_IMAGE,
                    name + " without " + field + ", StreamViewType " + quoted(viewType)
                            + " (expected: a stream of NEW_AND_OLD_IMAGES)");
        }
        return Optional.of(image);
    }

    private ObjectNode item(String field, @Nullable ObjectNode before) throws IOException, InvalidChangeException {
        requireFirst(field, before);
        requireObject(field);
        return new TypedReader(tokens).item();
    }

    private String text(String field, @Nullable String before) throws IOException, InvalidChangeException {
        requireFirst(field, before);
        if (tokens.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(field, "a string");
        }
        return tokens.getText();
    }

    private long size() throws IOException, InvalidChangeException {
        if (tokens.currentToken() == JsonToken.VALUE_NUMBER_INT
                && tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && tokens.getLongValue() >= 0) {
            return tokens.getLongValue();
        }
        throw invalid("SizeBytes", "a number of bytes");
    }

    private void requireObject(String field) throws InvalidChangeException {
        if (tokens.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(field, "an object");
        }
    }

    private static void requireFirst(String field, @Nullable Object before) throws InvalidChangeException {
        if (before != null) {
            throw new InvalidChangeException(Problem.DUPLICATE_NAME, field + ": twice (expected: once)");
        }
    }

    private InvalidChangeException invalid(String field, String expected) {
        return new InvalidChangeException(
                Problem.INVALID_FIELD,
                field + ": " + Json.typeName(tokens.currentToken()) + " (expected: " + expected + ")");
    }

    private static <T> T present(String field, @Nullable T value) throws InvalidChangeException {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private static InvalidChangeException missing(String field) {
        return new InvalidChangeException(
                Problem.MISSING_FIELD, field + ": missing (expected: a DynamoDB stream record as Lambda sends it)");
    }
}
