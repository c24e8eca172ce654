package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What a topic tells, in a queue of the demo's own that is subscribed to it. */
final class Notices {

    private final Backend backend;
    private final String queueUrl;

    private Notices(Backend backend, String queueUrl) {
        this.backend = backend;
        this.queueUrl = queueUrl;
    }

    /** Subscribes a new queue; what was published before is not in it. */
    static Notices subscribe(Backend backend, String topicArn) {
        String queue = "demo-of-" + topicArn.substring(topicArn.lastIndexOf(':') + 1);
        String url = backend.clients()
                .sqs()
                .createQueue(call -> call.queueName(queue))
                .queueUrl();
        backend.clients().sns().subscribe(call -> call.topicArn(topicArn)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:" + Backend.REGION + ":" + Backend.ACCOUNT + ":" + queue)
                .attributes(Map.of("RawMessageDelivery", "true")));
        return new Notices(backend, url);
    }

    /** Takes all messages out of the queue. */
    List<Notice> drain() {
        List<Notice> all = new ArrayList<>();
        while (true) {
            List<Message> messages = backend.clients()
                    .sqs()
                    .receiveMessage(call -> call.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .visibilityTimeout(600)
                            .messageAttributeNames("All"))
                    .messages();
            if (messages.isEmpty()) {
                return all;
            }
            messages.forEach(message -> all.add(
                    new Notice(Position.parse(attribute(message, "recordId")), attribute(message, "eventName"))));
        }
    }

    private static String attribute(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        return value == null ? "" : value.stringValue();
    }
}
