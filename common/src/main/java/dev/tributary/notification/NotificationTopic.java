package dev.tributary.notification;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.BatchSender;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.aws.RefusedEntryException;
import dev.tributary.aws.Sent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.SnsException;

/**
 * A standard SNS topic. At least once: a repeat of a batch publishes its notifications again, under the same record ids in
 * the attribute {@code recordId}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>
 */
public final class NotificationTopic implements Publisher {

    private final SnsClient sns;
    private final String topicArn;
    private final BatchSender<Notification, PublishBatchRequestEntry> sender;

    public NotificationTopic(SnsClient sns, String topicArn, Backoff backoff) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.sender = new BatchSender<>((id, one, deadline) -> entry(id, one), this::call, backoff);
    }

    @Override
    public Sent publish(List<Notification> notifications, Deadline deadline) {
        return sender.send(notifications, deadline);
    }

    /**
     * Makes a call that publishes nothing, so that the first notification behind a snapshot finds its classes loaded.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if SNS answers anything else than that it refuses such a
     *     call
     */
    public void prime(Deadline deadline) {
        try {
            call(List.of(), deadline);
        } catch (SnsException e) {
            if (FailureClassifier.classify(e) != FailureKind.REQUEST_REFUSED) {
                throw e;
            }
        }
    }

    private Map<String, RefusedEntryException> call(List<PublishBatchRequestEntry> entries, Deadline deadline) {
        return sns
                .publishBatch(request -> request.topicArn(topicArn)
                        .publishBatchRequestEntries(entries)
                        .overrideConfiguration(AwsClients.within(deadline)))
                .failed()
                .stream()
                .collect(Collectors.toMap(BatchResultErrorEntry::id, NotificationTopic::refusal));
    }

    private static RefusedEntryException refusal(BatchResultErrorEntry failure) {
        return new RefusedEntryException("SNS refused a notification", failure.code(), failure.senderFault());
    }

    private static BatchSender.Entry<PublishBatchRequestEntry> entry(String id, Notification notification) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        notification.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        attributes.put(
                Notification.RECORD_ID, value(Attribute.text(notification.id().toString())));
        PublishBatchRequestEntry entry = PublishBatchRequestEntry.builder()
                .id(id)
                .subject(notification.subject())
                .message(notification.message())
                .messageAttributes(attributes)
                .build();
        return new BatchSender.Entry<>(entry, notification.bytes());
    }

    private static MessageAttributeValue value(Attribute attribute) {
        return MessageAttributeValue.builder()
                .dataType(attribute.type())
                .stringValue(attribute.value())
                .build();
    }
}
