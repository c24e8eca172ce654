package dev.tributary.local.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an invocation means for its batch, by the rules of "Configuring partial batch response" in the AWS Lambda
 * developer guide. What the guide leaves open for streams - an answer that is no JSON object - is a failure, as it is
 * for SQS.
 */
sealed interface Verdict {

    /** The function took every record. */
    record Success() implements Verdict {}

    /** The function took the records before this index; from it on, all come again. */
    record Checkpoint(int index) implements Verdict {}

    /** Nothing is known to be taken. */
    record Failure() implements Verdict {}

    ObjectMapper JSON = new ObjectMapper();

    static Verdict of(InvocationResult result, boolean readItemFailures, List<BatchRecord> batch) {
        if (!(result instanceof InvocationResult.Answered answer)) {
            return new Failure();
        }
        if (!readItemFailures) {
            return new Success();
        }
        try {
            return of(JSON.readTree(answer.payload()), batch);
        } catch (IOException notJson) {
            return new Failure();
        }
    }

    private static Verdict of(JsonNode answer, List<BatchRecord> batch) {
        JsonNode failures = answer.path("batchItemFailures");
        boolean namesNothing = isNothing(failures) || (failures.isArray() && failures.isEmpty());
        if (isNothing(answer) || (answer.isObject() && namesNothing)) {
            return new Success();
        }
        if (!failures.isArray()) {
            return new Failure();
        }
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            indexes.put(batch.get(i).record().sequenceNumber(), i);
        }
        int lowest = batch.size();
        for (JsonNode failure : failures) {
            Integer index = indexes.get(failure.path("itemIdentifier").asText());
            if (index == null) {
                return new Failure();
            }
            lowest = Math.min(lowest, index);
        }
        return new Checkpoint(lowest);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
