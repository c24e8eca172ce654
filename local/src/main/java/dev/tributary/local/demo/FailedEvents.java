package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The queue in which Lambda leaves the events that it gave up, emptied as whoever redrives them does. */
final class FailedEvents {

    private static final int MESSAGES_PER_CALL = 10;

    private final SqsClient sqs;
    private final String queueUrl;

    FailedEvents(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** The URL of a function's queue. */
    static String queueOf(FunctionDefinition function, Backend backend) {
        String arn = function.eventInvokeConfig()
                .path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText();
        return backend.queueUrl(arn.substring(arn.lastIndexOf(':') + 1));
    }

    /** The events of all messages; they are not in the queue any more. */
    List<byte[]> take() {
        List<byte[]> events = new ArrayList<>();
        for (List<Message> messages = receive(); !messages.isEmpty(); messages = receive()) {
            for (Message message : messages) {
                JsonNode event = ExactJson.parse(message.body()).path("requestPayload");
                events.add(event.toString().getBytes(StandardCharsets.UTF_8));
                sqs.deleteMessage(call -> call.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            }
        }
        return events;
    }

    private List<Message> receive() {
        return sqs.receiveMessage(call -> call.queueUrl(queueUrl).maxNumberOfMessages(MESSAGES_PER_CALL))
                .messages();
    }
}
