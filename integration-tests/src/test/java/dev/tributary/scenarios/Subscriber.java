package dev.tributary.scenarios;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue that may hear of the topic of a system's function. */
final class Subscriber {

    private static final String PUBLISH = "sns:PublishBatch";

    private final Backend backend;
    private final Deployed system;
    private final String queue;

    /** Creates the queue, which hears nothing yet. */
    Subscriber(Backend backend, Deployed system) {
        this.backend = backend;
        this.system = system;
        this.queue = "tributary-" + system.environment() + "-subscriber";
        backend.clients().sqs().createQueue(call -> call.queueName(queue));
    }

    /** From now on, the queue hears what the topic is told. */
    void subscribe() {
        backend.clients().sns().subscribe(call -> call.topicArn(topic())
                .protocol("sqs")
                .endpoint("arn:aws:sqs:" + Backend.REGION + ":" + Backend.ACCOUNT + ":" + queue)
                .attributes(Map.of("RawMessageDelivery", "true")));
    }

    void deleteTopic() {
        backend.clients().sns().deleteTopic(call -> call.topicArn(topic()));
    }

    /**
     * Takes what the queue heard of one call that the function makes, in no certain order: each of its notifications once, and once
     * more for each time that the call went out again since its answer came too late.
     */
    List<Message> heardOfOneCall(int notifications) {
        List<Message> heard = heard();
        int calls = system.activity().awsCalls().getOrDefault(PUBLISH, 0L).intValue();
        assertThat(heard).as("of " + calls + " calls").hasSizeBetween(notifications, notifications * calls);
        return heard;
    }

    /** Takes what the queue heard, in no certain order, repeats included. */
    List<Message> heard() {
        return system.found()
                .messages(backend.clients()
                        .sqs()
                        .getQueueUrl(call -> call.queueName(queue))
                        .queueUrl());
    }

    static String attribute(Message message, String name) {
        return requireNonNull(message.messageAttributes().get(name), name).stringValue();
    }

    private String topic() {
        return system.variable("TOPIC_ARN");
    }
}
