package dev.tributary.local.demo.account;

import dev.tributary.local.backend.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/** What a topic tells, in a queue of the demo's own that is subscribed to it. */
public final class Notices {

    private final Backend backend;
    private final String queueUrl;

    private Notices(Backend backend, String queueUrl) {
        this.backend = backend;
        this.queueUrl = queueUrl;
    }

    /** Subscribes a new queue; what was published before is not in it. */
    public static Notices subscribe(Backend backend, String topicArn) {
        return subscribe(backend, topicArn, Map.of(), "all");
    }

    /** As above, for messages whose attribute {@code type} is this one. */
    public static Notices subscribe(Backend backend, String topicArn, String type) {
        return subscribe(backend, topicArn, Map.of("FilterPolicy", "{\"type\":[\"" + type + "\"]}"), type);
    }

    private static Notices subscribe(Backend backend, String topicArn, Map<String, String> filter, String name) {
        String queue = "demo-" + name + "-of-" + topicArn.substring(topicArn.lastIndexOf(':') + 1);
        Map<String, String> attributes = new HashMap<>(filter);
        attributes.put("RawMessageDelivery", "true");
        String url = backend.clients()
                .sqs()
                .createQueue(call -> call.queueName(queue))
                .queueUrl();
        backend.clients().sns().subscribe(call -> call.topicArn(topicArn)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:" + Backend.REGION + ":" + Backend.ACCOUNT + ":" + queue)
                .attributes(attributes));
        return new Notices(backend, url);
    }

    /** Takes all messages out of the queue. */
    public List<Notice> drain() {
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
            messages.forEach(message -> all.add(notice(message)));
        }
    }

    private static Notice notice(Message message) {
        Map<String, String> attributes = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        return new Notice(Map.copyOf(attributes), message.body());
    }
}
