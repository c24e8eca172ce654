package dev.tributary.local.sns;

import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Hands messages to queues. The queues' client tries again what a queue fails by its own fault; what it still fails, or refuses,
 * goes to the subscription's dead-letter queue if there is one, and is dropped with a warning if not.
 */
final class Delivery {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    /** What SQS takes with a message; SNS does not deliver a raw one that has more. */
    private static final int ATTRIBUTES = 10;

    private final Supplier<SqsClient> queues;
    private final URI endpoint;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    /** @param endpoint of this server */
    Delivery(Supplier<SqsClient> queues, URI endpoint) {
        this.queues = queues;
        this.endpoint = endpoint;
    }

    /** Delivers to a queue. */
    void deliver(Message message, Subscription subscription) {
        String queue = QueueArn.nameIn("Endpoint", subscription.endpoint());
        try {
            send(message, subscription, queue);
        } catch (SdkException e) {
            subscription
                    .settings()
                    .deadLetterQueue()
                    .ifPresentOrElse(
                            deadLetters -> setAside(message, subscription, deadLetters),
                            () -> drop(message, subscription, e));
        }
    }

    private void setAside(Message message, Subscription subscription, String deadLetters) {
        try {
            send(message, subscription, deadLetters);
        } catch (SdkException e) {
            drop(message, subscription, e);
        }
    }

    private static void drop(Message message, Subscription subscription, SdkException e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "message {0} of {1} is dropped: not delivered to {2}: {3}",
                message.id(),
                subscription.topicArn(),
                subscription.endpoint(),
                e.getMessage());
    }

    private void send(Message message, Subscription subscription, String queue) {
        boolean raw = subscription.settings().isRaw();
        String body = raw ? message.body() : Envelope.of(message, subscription, endpoint);
        Map<String, MessageAttributeValue> attributes = raw ? attributes(message) : Map.of();
        queues.get()
                .sendMessage(call -> call.queueUrl(url(queue)).messageBody(body).messageAttributes(attributes));
    }

    private String url(String queue) {
        return urls.computeIfAbsent(
                queue,
                name -> queues.get().getQueueUrl(call -> call.queueName(name)).queueUrl());
    }

    private static Map<String, MessageAttributeValue> attributes(Message message) {
        if (message.attributes().size() > ATTRIBUTES) {
            throw SqsException.builder()
                    .message("%d attributes (expected: at most %d in a raw message)"
                            .formatted(message.attributes().size(), ATTRIBUTES))
                    .build();
        }
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        message.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        return attributes;
    }

    private static MessageAttributeValue value(MessageAttribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.type());
        return attribute.type().equals(MessageAttribute.BINARY)
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }
}
