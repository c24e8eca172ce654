package dev.tributary.deadletter;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.BatchSender;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.RefusedEntryException;
import dev.tributary.aws.Sent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

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
        this.sender = new BatchSender<>(this::message, this::call, backoff);
    }

    /** Sends letters in order, by ten and by bytes; stops at the first that cannot be made durable before the deadline. */
    public Sent send(List<DeadLetter> letters, Deadline deadline) {
        Sent sent = sender.send(letters, deadline);
        log(letters.subList(0, sent.durable()));
        return sent;
    }

    /** One line for each reason, by which the log can be asked why records were set aside; of the records it has an id alone. */
    private static void log(List<DeadLetter> durable) {
        Map<List<String>, List<DeadLetter>> byReason = durable.stream()
                .collect(Collectors.groupingBy(
                        letter -> List.of(
                                letter.rejection().stage(), letter.rejection().reason()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        byReason.forEach((reason, letters) -> LOG.info(
                "set aside",
                entry("stage", reason.get(0)),
                entry("rejection", reason.get(1)),
                entry("records", letters.size()),
                entry("first", letters.get(0).input().id().toString())));
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

    private BatchSender.Entry<SendMessageBatchRequestEntry> message(String id, DeadLetter letter, Deadline deadline)
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
