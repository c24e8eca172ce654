package dev.tributary.local.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The filters of a mapping: a record is delivered when any of them matches. A filter on {@code data} sees the parsed
 * payload, and drops a record whose data is not JSON without a trace, as Lambda's does; other fields of a filter see
 * the record's metadata.
 */
public final class FilterCriteria {

    /** Lets every record through. */
    public static final FilterCriteria NONE = new FilterCriteria(List.of());

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<Filter> filters;

    private FilterCriteria(List<Filter> filters) {
        this.filters = filters;
    }

    /**
     * Filters with these patterns; with none, everything passes.
     *
     * @param patterns event patterns as JSON text
     * @throws IllegalArgumentException for a pattern that is not JSON, or uses what {@link EventPattern} does not know
     */
    public static FilterCriteria of(List<String> patterns) {
        return new FilterCriteria(patterns.stream().map(Filter::parse).toList());
    }

    boolean matches(Record record) {
        if (filters.isEmpty()) {
            return true;
        }
        ObjectNode event = JSON.createObjectNode()
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", record.partitionKey())
                .put("sequenceNumber", record.sequenceNumber());
        JsonNode json = json(record);
        event.set("data", json.isMissingNode() ? text(record) : json);
        return filters.stream().anyMatch(filter -> filter.matches(event, !json.isMissingNode()));
    }

    private static JsonNode text(Record record) {
        return TextNode.valueOf(new String(record.data().asByteArrayUnsafe(), UTF_8));
    }

    private static JsonNode json(Record record) {
        try {
            return JSON.readTree(record.data().asByteArrayUnsafe());
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** @param looksIntoData whether the pattern names fields of the payload, which only JSON has */
    private record Filter(EventPattern pattern, boolean looksIntoData) {

        static Filter parse(String pattern) {
            try {
                JsonNode json = JSON.readTree(pattern);
                return new Filter(new EventPattern(json), json.path("data").isObject());
            } catch (JsonProcessingException notJson) {
                throw new IllegalArgumentException(pattern + " (expected: an event pattern as JSON)", notJson);
            }
        }

        boolean matches(JsonNode event, boolean dataIsJson) {
            return (dataIsJson || !looksIntoData) && pattern.matches(event);
        }
    }
}
