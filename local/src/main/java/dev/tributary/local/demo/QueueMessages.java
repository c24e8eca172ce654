package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Every message of the queues that are asked for, each taken once. */
final class QueueMessages {

    private final SqsClient sqs;
    private final Map<String, List<JsonNode>> bodies = new HashMap<>();

    QueueMessages(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** The JSON bodies of all messages in a queue; the first call takes them out. */
    List<JsonNode> of(String queueUrl) {
        return bodies.computeIfAbsent(queueUrl, this::drain);
    }

    private List<JsonNode> drain(String queueUrl) {
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            List<Message> messages = sqs.receiveMessage(call ->
                            call.queueUrl(queueUrl).maxNumberOfMessages(10).visibilityTimeout(600))
                    .messages();
            if (messages.isEmpty()) {
                return all;
            }
            messages.forEach(message -> all.add(ExactJson.parse(message.body())));
        }
    }
}
