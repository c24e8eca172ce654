package dev.tributary.local.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * The filters of a mapping: a record is delivered when any of them matches. Of a Kinesis record a filter on
 * {@code data} sees the parsed payload, and drops a record whose data is not JSON without a trace, as Lambda's does;
 * other fields of a filter see the record's metadata. Of a change of a table filters see its entry in the event.
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

    boolean matches(ShardRecord record, MappingIdentity mapping) {
        if (filters.isEmpty()) {
            return true;
        }
        JsonNode seen = record.filterable(mapping);
        return filters.stream().anyMatch(filter -> filter.matches(seen));
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

        boolean matches(JsonNode record) {
            return (!looksIntoData || record.path("data").isContainerNode()) && pattern.matches(record);
        }
    }
}
