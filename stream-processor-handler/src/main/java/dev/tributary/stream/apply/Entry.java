package dev.tributary.stream.apply;

import static dev.tributary.stream.apply.Attributes.CONTENT_SHA256;
import static dev.tributary.stream.apply.Attributes.FLAGS;
import static dev.tributary.stream.apply.Attributes.RECORD_ID;
import static dev.tributary.stream.apply.Attributes.VERDICT;

import dev.tributary.deadletter.Rejection;
import dev.tributary.stream.apply.Effect.Recorded;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the table remembers of an event, by its identity, so that it takes effect once.
 *
 * @param recordId the record that the event came in
 * @param contentSha256 its content
 * @param recorded what became of it
 */
record Entry(String recordId, String contentSha256, Recorded recorded) {

    /** As the table holds it; what is not there is empty. */
    static Entry read(Map<String, AttributeValue> item) {
        List<String> flags = item.containsKey(FLAGS)
                ? item.get(FLAGS).l().stream().map(AttributeValue::s).toList()
                : List.of();
        return new Entry(text(item, RECORD_ID), text(item, CONTENT_SHA256), new Recorded(text(item, VERDICT), flags));
    }

    void write(Map<String, AttributeValue> item) {
        item.put(RECORD_ID, AttributeValue.fromS(recordId));
        item.put(CONTENT_SHA256, AttributeValue.fromS(contentSha256));
        item.put(VERDICT, AttributeValue.fromS(recorded.verdict()));
        item.put(
                FLAGS,
                AttributeValue.fromL(
                        recorded.flags().stream().map(AttributeValue::fromS).toList()));
    }

    /** What this entry means for an event of the same identity. */
    Result resultFor(PendingEvent event) {
        if (recordId.equals(event.recordId())) {
            return new Result.Done(recorded);
        }
        if (contentSha256.equals(event.contentSha256())) {
            return new Result.Repeated();
        }
        return new Result.Rejected(new Rejection(
                "apply",
                "IDENTITY_CONFLICT",
                "/event_id: that of an event with other content, which came in record " + recordId
                        + " (expected: an id of its own, or the same content)"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
