package dev.tributary.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * SQS in memory, with the limits of a call and of a message. What is received is hidden until it is shown again, by a call or a test.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
public final class FakeSqs implements SqsClient {

    public static final String SEND = "SendMessageBatch";
    public static final String RECEIVE = "ReceiveMessage";
    public static final String DELETE = "DeleteMessageBatch";
    public static final String SHOW = "ChangeMessageVisibilityBatch";

    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BYTES = 262_144;
    private static final int MAX_ATTRIBUTES = 10;

    /** A message that is in a queue. */
    public record Message(String queueUrl, String body, Map<String, String> attributes) {}

    /** A message and how it can be deleted; without a receipt it is visible. */
    private static final class Stored {

        private final Message message;
        private final String id;
        private @Nullable String receipt;

        Stored(Message message, String id) {
            this.message = message;
            this.id = id;
        }
    }

    private final List<Stored> messages = new ArrayList<>();
    private int stored;
    private int receipts;
    private final List<SendMessageBatchRequest> calls = new ArrayList<>();
    private final Faults faults = new Faults();
    private Predicate<SendMessageBatchRequestEntry> refusal = entry -> false;
    private Predicate<DeleteMessageBatchRequestEntry> undeletable = entry -> false;

    public Faults faults() {
        return faults;
    }

    /** Takes calls from now on, and refuses those of their entries that the predicate names. */
    public synchronized void refuse(Predicate<SendMessageBatchRequestEntry> entries) {
        refusal = entries;
    }

    /** Takes calls that delete from now on, and refuses those of their entries that the predicate names. */
    public synchronized void refuseToDelete(Predicate<DeleteMessageBatchRequestEntry> entries) {
        undeletable = entries;
    }

    /** What is in the queues, received or not, in the order of its arrival. */
    public synchronized List<Message> messages() {
        return messages.stream().map(stored -> stored.message).toList();
    }

    /** The bodies of what is in one queue. */
    public synchronized List<String> bodies(String queueUrl) {
        return messages().stream()
                .filter(message -> message.queueUrl().equals(queueUrl))
                .map(Message::body)
                .toList();
    }

    /** Puts a message into a queue, without a call. */
    public synchronized void place(String queueUrl, String body) {
        store(new Message(queueUrl, body, Map.of()));
    }

    /** Shows again what was received and not deleted, as SQS does when the visibility timeout is over. */
    public synchronized void showAgain() {
        messages.forEach(stored -> stored.receipt = null);
    }

    @Override
    public synchronized ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return faults.apply(RECEIVE, () -> receive(request), () -> {});
    }

    @Override
    public synchronized DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        return faults.apply(DELETE, () -> delete(request), () -> {});
    }

    /** Takes no other timeout than none, which shows messages at once. */
    @Override
    public synchronized ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        return faults.apply(SHOW, () -> show(request), () -> {});
    }

    private ChangeMessageVisibilityBatchResponse show(ChangeMessageVisibilityBatchRequest request) {
        requireCountWithinLimits(request.entries());
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            require(entry.visibilityTimeout() == 0, "InvalidParameterValue");
            List<Stored> received = messages.stream()
                    .filter(stored -> entry.receiptHandle().equals(stored.receipt))
                    .toList();
            received.forEach(stored -> stored.receipt = null);
            if (received.isEmpty()) {
                failed.add(failure(entry.id(), "InvalidParameterValue", true));
            }
        }
        return ChangeMessageVisibilityBatchResponse.builder().failed(failed).build();
    }

    private static void requireCountWithinLimits(List<?> entries) {
        require(!entries.isEmpty(), "AWS.SimpleQueueService.EmptyBatchRequest");
        require(entries.size() <= MAX_ENTRIES, "AWS.SimpleQueueService.TooManyEntriesInBatchRequest");
    }

    private ReceiveMessageResponse receive(ReceiveMessageRequest request) {
        int most = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        require(most >= 1 && most <= MAX_ENTRIES, "InvalidParameterValue");
        List<software.amazon.awssdk.services.sqs.model.Message> received = new ArrayList<>();
        for (Stored one : messages) {
            if (received.size() < most
                    && one.receipt == null
                    && one.message.queueUrl().equals(request.queueUrl())) {
                one.receipt = "receipt-" + ++receipts;
                received.add(software.amazon.awssdk.services.sqs.model.Message.builder()
                        .messageId(one.id)
                        .receiptHandle(one.receipt)
                        .body(one.message.body())
                        .build());
            }
        }
        return ReceiveMessageResponse.builder().messages(received).build();
    }

    private DeleteMessageBatchResponse delete(DeleteMessageBatchRequest request) {
        requireCountWithinLimits(request.entries());
        List<DeleteMessageBatchResultEntry> deleted = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (DeleteMessageBatchRequestEntry entry : request.entries()) {
            if (undeletable.test(entry)) {
                failed.add(failure(entry.id(), "InternalError", false));
            } else {
                messages.removeIf(stored -> entry.receiptHandle().equals(stored.receipt));
                deleted.add(
                        DeleteMessageBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        return DeleteMessageBatchResponse.builder()
                .successful(deleted)
                .failed(failed)
                .build();
    }

    private void store(Message message) {
        messages.add(new Stored(message, "message-" + ++stored));
    }

    /** Every call, in order, whatever came of it. */
    public synchronized List<SendMessageBatchRequest> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        calls.add(request);
        return faults.apply(SEND, () -> send(request), () -> {});
    }

    private SendMessageBatchResponse send(SendMessageBatchRequest request) {
        requireWithinLimits(request.entries());
        List<SendMessageBatchResultEntry> sent = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (!entry.messageBody().codePoints().allMatch(FakeSqs::isAllowed)) {
                failed.add(failure(entry.id(), "InvalidMessageContents", true));
            } else if (refusal.test(entry)) {
                failed.add(failure(entry.id(), "InternalError", false));
            } else {
                store(new Message(request.queueUrl(), entry.messageBody(), texts(entry)));
                sent.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        return SendMessageBatchResponse.builder()
                .successful(sent)
                .failed(failed)
                .build();
    }

    private static void requireWithinLimits(List<SendMessageBatchRequestEntry> entries) {
        Set<String> ids = entries.stream()
                .map(SendMessageBatchRequestEntry::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        requireCountWithinLimits(entries);
        require(ids.size() == entries.size(), "AWS.SimpleQueueService.BatchEntryIdsNotDistinct");
        require(
                entries.stream().mapToInt(FakeSqs::bytes).sum() <= MAX_BYTES,
                "AWS.SimpleQueueService.BatchRequestTooLong");
        for (SendMessageBatchRequestEntry entry : entries) {
            require(!entry.messageBody().isEmpty(), "MissingParameter");
            require(entry.messageAttributes().size() <= MAX_ATTRIBUTES, "InvalidParameterValue");
            entry.messageAttributes()
                    .values()
                    .forEach(value -> require(
                            !value.stringValue().isEmpty()
                                    && value.stringValue().codePoints().allMatch(FakeSqs::isAllowed),
                            "InvalidParameterValue"));
        }
    }

    private static void require(boolean held, String code) {
        if (!held) {
            throw AwsFailures.sqs(400, code);
        }
    }

    /** What counts towards the limit: the body and the attributes' names, types and values. */
    private static int bytes(SendMessageBatchRequestEntry entry) {
        int bytes = utf8(entry.messageBody());
        for (Map.Entry<String, MessageAttributeValue> attribute :
                entry.messageAttributes().entrySet()) {
            bytes += utf8(attribute.getKey())
                    + utf8(attribute.getValue().dataType())
                    + utf8(attribute.getValue().stringValue());
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The characters of XML 1.0, which are those that a message may hold. */
    private static boolean isAllowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    private static Map<String, String> texts(SendMessageBatchRequestEntry entry) {
        return entry.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
    }

    private static BatchResultErrorEntry failure(String id, String code, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(id)
                .code(code)
                .senderFault(senderFault)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
