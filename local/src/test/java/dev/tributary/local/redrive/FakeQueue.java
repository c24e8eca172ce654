package dev.tributary.local.redrive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** One queue in memory, whose clock a test moves. */
final class FakeQueue implements SqsClient {

    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Map<String, Long> hiddenUntil = new LinkedHashMap<>();
    private long seconds;
    private int receipts;
    private boolean refusesDeletes;
    private boolean isScattered;
    private int mostHidden = Integer.MAX_VALUE;

    void send(String body) {
        bodies.put("message-" + receipts++, body);
    }

    void advance(long more) {
        seconds += more;
    }

    long nanoTime() {
        return seconds * 1_000_000_000L;
    }

    /** From now on it has several servers, as a queue of AWS: a receive that does not wait asks one of them, which has nothing. */
    void scatter() {
        isScattered = true;
    }

    void refuseDeletes() {
        refusesDeletes = true;
    }

    void hideAtMost(int messages) {
        mostHidden = messages;
    }

    List<String> bodies() {
        return List.copyOf(bodies.values());
    }

    /** What others could receive. */
    List<String> visible() {
        return bodies.entrySet().stream()
                .filter(message -> isVisible(message.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        if (bodies.size() - visible().size() >= mostHidden) {
            throw OverLimitException.builder().message("too many are hidden").build();
        }
        List<Message> messages = new ArrayList<>();
        if (isScattered && request.waitTimeSeconds() == 0) {
            return ReceiveMessageResponse.builder().messages(messages).build();
        }
        for (Map.Entry<String, String> message : bodies.entrySet()) {
            if (isVisible(message.getKey()) && messages.size() < request.maxNumberOfMessages()) {
                hiddenUntil.put(message.getKey(), seconds + request.visibilityTimeout());
                messages.add(Message.builder()
                        .messageId(message.getKey())
                        .receiptHandle(message.getKey())
                        .body(message.getValue())
                        .build());
            }
        }
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            if (!bodies.containsKey(entry.receiptHandle()) || isVisible(entry.receiptHandle())) {
                failed.add(BatchResultErrorEntry.builder().id(entry.id()).build());
            } else {
                hiddenUntil.put(entry.receiptHandle(), seconds + entry.visibilityTimeout());
            }
        }
        return ChangeMessageVisibilityBatchResponse.builder().failed(failed).build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        Integer.toString(bodies.size() - visible().size())))
                .build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        if (refusesDeletes) {
            throw SqsException.builder().message("not allowed").statusCode(403).build();
        }
        bodies.remove(request.receiptHandle());
        return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private boolean isVisible(String id) {
        return hiddenUntil.getOrDefault(id, 0L) <= seconds;
    }
}
