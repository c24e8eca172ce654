package dev.tributary.local.tail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Watches the messages of a queue and leaves them to others: a message that is received for no time stays visible. The queue
 * gives one out again once it has given out all, which is how a look knows that it is through.
 */
final class QueueWatch implements Watch {

    private static final int MESSAGES_PER_CALL = 10;

    /** A look goes through the whole queue, so most only ask whether it grew or shrank. */
    private static final int FULL_LOOK_EVERY = 20;

    private final SqsClient sqs;
    private final String url;
    private final String name;
    private final Set<String> seen = new HashSet<>();
    private String lastCount = "0";
    private int looks;

    QueueWatch(SqsClient sqs, String url, String name) {
        this.sqs = sqs;
        this.url = url;
        this.name = name;
    }

    @Override
    public List<Finding> look() {
        String count = count();
        boolean unchanged = count.equals(lastCount) && looks++ % FULL_LOOK_EVERY != 0;
        if (unchanged) {
            return List.of();
        }
        List<Finding> findings = unseen().stream()
                .map(message -> Documents.message(message.body(), name, sentAt(message)))
                .sorted(Comparator.comparing(Finding::at))
                .toList();
        lastCount = count;
        return findings;
    }

    @Override
    public void skip() {
        unseen();
    }

    private List<Message> unseen() {
        List<Message> unseen = new ArrayList<>();
        Set<String> thisTime = new HashSet<>();
        boolean through = false;
        while (!through) {
            List<Message> messages = peek();
            through = messages.isEmpty();
            for (Message message : messages) {
                through |= !thisTime.add(message.messageId());
                if (seen.add(message.messageId())) {
                    unseen.add(message);
                }
            }
        }
        return unseen;
    }

    private List<Message> peek() {
        return sqs.receiveMessage(call -> call.queueUrl(url)
                        .maxNumberOfMessages(MESSAGES_PER_CALL)
                        .visibilityTimeout(0)
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages();
    }

    private String count() {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        call -> call.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes();
        return attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "");
    }

    private static Instant sentAt(Message message) {
        String millis = message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
