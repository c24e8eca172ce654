package dev.tributary.deadletter;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.BatchSender;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.RefusedEntryException;
import dev.tributary.aws.Sent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The SQS queue that holds what was set aside. At least once: a repeat of a batch sends its dead letters again, under
 * the same record id.
 */
public final class DeadLetterQueue {

    /** What the attributes of a message may take beside its body. */
    private static final int ATTRIBUTE_BYTES = 1_024;

    private final SqsClient sqs;
    private final String queueUrl;
    private final ClaimCheck claimCheck;
    private final BatchSender<DeadLetter, SendMessageBatchRequestEntry> sender;

    public DeadLetterQueue(SqsClient sqs, String queueUrl, ClaimCheck claimCheck, Backoff backoff) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.claimCheck = claimCheck;
        this.sender = new BatchSender<>(this::entry, this::call, backoff);
    }

    /** Sends letters in order, by ten and by bytes; stops at the first that cannot be made durable before the deadline. */
    public Sent send(List<DeadLetter> letters, Deadline deadline) {
        return sender.send(letters, deadline);
    }

    /**
     * Makes a call that sends nothing, so that the first dead letter behind a snapshot finds its classes loaded.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if SQS answers anything else than that nothing was sent
     */
    public void prime(Deadline deadline) {
        try {
            call(List.of(), deadline);
        } catch (SqsException e) {
            if (!e.awsErrorDetails().errorCode().endsWith("EmptyBatchRequest")) {
                throw e;
            }
        }
    }

    private String body(DeadLetter letter, Deadline deadline) throws TimeoutException {
        // Base64 takes four bytes for three.
        boolean fits = letter.input().payload().length / 3L * 4 < BatchSender.MAX_BYTES;
        String body = fits ? letter.envelope() : "";
        if (fits && body.length() + ATTRIBUTE_BYTES <= BatchSender.MAX_BYTES) {
            return body;
        }
        if (deadline.isReached()) {
            throw new TimeoutException("no time left to store the payload of a dead letter");
        }
        return letter.envelope(claimCheck.store(letter, deadline));
    }

    private Map<String, RefusedEntryException> call(List<SendMessageBatchRequestEntry> entries, Deadline deadline) {
        return sqs
                .sendMessageBatch(request ->
                        request.queueUrl(queueUrl).entries(entries).overrideConfiguration(AwsClients.within(deadline)))
                .failed()
                .stream()
                .collect(Collectors.toMap(BatchResultErrorEntry::id, DeadLetterQueue::refusal));
    }

    private static RefusedEntryException refusal(BatchResultErrorEntry failure) {
        return new RefusedEntryException("SQS refused a dead letter", failure.code(), failure.senderFault());
    }

    private BatchSender.Entry<SendMessageBatchRequestEntry> entry(String id, DeadLetter letter, Deadline deadline)
            throws TimeoutException {
        String body = body(letter, deadline);
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("recordId", attribute(letter.input().id().toString()));
        attributes.put("stage", attribute(letter.rejection().stage()));
        attributes.put("reason", attribute(letter.rejection().reason()));
        attributes.put("function", attribute(letter.invocation().functionName()));
        SendMessageBatchRequestEntry entry = SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(body)
                .messageAttributes(attributes)
                .build();
        return new BatchSender.Entry<>(entry, body.length() + ATTRIBUTE_BYTES);
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
