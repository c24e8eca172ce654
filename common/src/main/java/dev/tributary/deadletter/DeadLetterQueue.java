package dev.tributary.deadletter;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The SQS queue that holds what was set aside. At least once: a repeat of a batch sends its dead letters again, under
 * the same record id.
 */
public final class DeadLetterQueue {

    /**
     * Bytes that one message, and all messages of one call, may have: what every queue takes, also one made before SQS
     * raised its limit to 1 MiB.
     */
    static final int MAX_BYTES = 262_144;

    private static final int MAX_ENTRIES = 10;

    /** What the attributes of a message may take beside its body. */
    private static final int ATTRIBUTE_BYTES = 1_024;

    private final SqsClient sqs;
    private final String queueUrl;
    private final ClaimCheck claimCheck;
    private final Backoff backoff;

    public DeadLetterQueue(SqsClient sqs, String queueUrl, ClaimCheck claimCheck, Backoff backoff) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.claimCheck = claimCheck;
        this.backoff = backoff;
    }

    /**
     * What became of a list of dead letters.
     *
     * @param durable how many of them, from the first on, are in the queue
     * @param failure why the next one is not; null if all are
     */
    public record Sent(int durable, @Nullable Exception failure) {}

    /** Sends letters in order, by ten and by bytes; stops at the first that cannot be made durable before the deadline. */
    public Sent send(List<DeadLetter> letters, Deadline deadline) {
        List<SendMessageBatchRequestEntry> call = new ArrayList<>();
        int callBytes = 0;
        int durable = 0;
        for (DeadLetter letter : letters) {
            String body;
            try {
                body = body(letter, deadline);
            } catch (SdkException | TimeoutException e) {
                Sent before = sendAll(call, durable, deadline);
                return before.failure() == null ? new Sent(before.durable(), e) : before;
            }
            int bytes = body.length() + ATTRIBUTE_BYTES;
            if (call.size() == MAX_ENTRIES || callBytes + bytes > MAX_BYTES) {
                Sent sent = sendAll(call, durable, deadline);
                if (sent.failure() != null) {
                    return sent;
                }
                durable = sent.durable();
                call.clear();
                callBytes = 0;
            }
            call.add(entry(call.size(), letter, body));
            callBytes += bytes;
        }
        return sendAll(call, durable, deadline);
    }

    /**
     * Makes a call that sends nothing, so that the first dead letter behind a snapshot finds its classes loaded.
     *
     * @throws SdkException if SQS answers anything else than that nothing was sent
     */
    public void prime(Deadline deadline) {
        try {
            sqs.sendMessageBatch(request ->
                    request.queueUrl(queueUrl).entries(List.of()).overrideConfiguration(AwsClients.within(deadline)));
        } catch (SqsException e) {
            if (!e.awsErrorDetails().errorCode().endsWith("EmptyBatchRequest")) {
                throw e;
            }
        }
    }

    private String body(DeadLetter letter, Deadline deadline) throws TimeoutException {
        // Base64 takes four bytes for three.
        boolean fits = letter.record().payload().length / 3L * 4 < MAX_BYTES;
        String body = fits ? letter.envelope() : "";
        if (fits && body.length() + ATTRIBUTE_BYTES <= MAX_BYTES) {
            return body;
        }
        if (deadline.isReached()) {
            throw noTimeLeft();
        }
        return letter.envelope(claimCheck.store(letter, deadline));
    }

    /** One call, and calls for the entries that failed of it, until none is left. */
    private Sent sendAll(List<SendMessageBatchRequestEntry> entries, int durableBefore, Deadline deadline) {
        List<SendMessageBatchRequestEntry> left = List.copyOf(entries);
        for (int failures = 1; !left.isEmpty(); failures++) {
            if (deadline.isReached()) {
                return new Sent(durableBefore + firstOf(left), noTimeLeft());
            }
            List<SendMessageBatchRequestEntry> sending = left;
            Map<String, BatchResultErrorEntry> failed;
            try {
                failed = failedOf(sqs.sendMessageBatch(request -> request.queueUrl(queueUrl)
                        .entries(sending)
                        .overrideConfiguration(AwsClients.within(deadline))));
            } catch (SdkException e) {
                return new Sent(durableBefore + firstOf(sending), e);
            }
            left = sending.stream()
                    .filter(entry -> failed.containsKey(entry.id()))
                    .toList();
            if (!left.isEmpty() && !backoff.pause(failures, deadline)) {
                BatchResultErrorEntry first = failed.get(left.get(0).id());
                return new Sent(durableBefore + firstOf(left), new RefusedMessageException(first));
            }
        }
        return new Sent(durableBefore + entries.size(), null);
    }

    private static TimeoutException noTimeLeft() {
        return new TimeoutException("no time left to send dead letters");
    }

    private static Map<String, BatchResultErrorEntry> failedOf(SendMessageBatchResponse response) {
        return response.failed().stream().collect(Collectors.toMap(BatchResultErrorEntry::id, failure -> failure));
    }

    private static int firstOf(List<SendMessageBatchRequestEntry> entries) {
        return Integer.parseInt(entries.get(0).id());
    }

    private static SendMessageBatchRequestEntry entry(int index, DeadLetter letter, String body) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("recordId", attribute(letter.record().id().toString()));
        attributes.put("stage", attribute(letter.rejection().stage()));
        attributes.put("reason", attribute(letter.rejection().reason()));
        attributes.put("function", attribute(letter.invocation().functionName()));
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .messageBody(body)
                .messageAttributes(attributes)
                .build();
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
