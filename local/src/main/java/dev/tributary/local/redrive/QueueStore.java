package dev.tributary.local.redrive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Failures in a queue. What is taken is hidden from others for two minutes at a time, for as long as {@link #extend} is called in
 * between; a process that is killed gives all of it back by that. Safe for use by the thread that works and one that extends.
 */
final class QueueStore implements FailureStore {

    /** How long messages stay hidden by themselves. */
    static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final int MESSAGES_PER_CALL = 10;

    private final SqsClient sqs;
    private final String url;
    private final int waitSeconds;
    private final LongSupplier nanoTime;

    /** Receipt handles of what is held, with the time until which it is hidden. */
    private final Map<String, Long> held = new LinkedHashMap<>();

    /** @param waitSeconds for which a receive waits until an empty answer means an empty queue */
    QueueStore(SqsClient sqs, String url, int waitSeconds, LongSupplier nanoTime) {
        this.sqs = sqs;
        this.url = url;
        this.waitSeconds = waitSeconds;
        this.nanoTime = nanoTime;
    }

    String url() {
        return url;
    }

    @Override
    public List<Found> take() {
        long until = nanoTime.getAsLong() + HIDDEN.toNanos();
        List<Message> messages;
        try {
            messages = sqs.receiveMessage(call -> call.queueUrl(url)
                            .maxNumberOfMessages(MESSAGES_PER_CALL)
                            .waitTimeSeconds(waitSeconds)
                            .visibilityTimeout((int) HIDDEN.toSeconds()))
                    .messages();
        } catch (OverLimitException e) {
            // A queue hides so many at most; the rest comes once these are through.
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        for (Message message : messages) {
            hold(message.receiptHandle(), until);
            byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
            found.add(new Found(
                    this,
                    message.receiptHandle(),
                    message.messageId(),
                    FailureReader.read(body, message.messageId()),
                    body.length));
        }
        return found;
    }

    @Override
    public synchronized Optional<Failure> refresh(Found found) {
        Long until = held.get(found.handle());
        return until == null || until - nanoTime.getAsLong() <= 0 ? Optional.empty() : Optional.of(found.failure());
    }

    @Override
    public void delete(Found found) {
        sqs.deleteMessage(call -> call.queueUrl(url).receiptHandle(found.handle()));
        forget(found.handle());
    }

    /** Hides what is held for as long again as it was at first. What cannot be hidden any more is held no longer. */
    void extend() {
        long until = nanoTime.getAsLong() + HIDDEN.toNanos();
        List<String> handles = handles();
        for (List<String> some : byCall(handles)) {
            List<String> lost = changeVisibility(some, HIDDEN);
            lost.forEach(this::forget);
            some.stream().filter(handle -> !lost.contains(handle)).forEach(handle -> prolong(handle, until));
        }
    }

    @Override
    public void release(List<Found> others) {
        show(others.stream().map(Found::handle).toList());
    }

    @Override
    public void release() {
        show(handles());
    }

    /** How many messages others hide at the moment, as far as SQS knows. */
    long hiddenByOthers() {
        String count = sqs.getQueueAttributes(call -> call.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0");
        return Long.parseLong(count);
    }

    private void show(List<String> handles) {
        handles.forEach(this::forget);
        for (List<String> some : byCall(handles)) {
            changeVisibility(some, Duration.ZERO);
        }
    }

    /** The handles for which it failed. */
    private List<String> changeVisibility(List<String> handles, Duration hidden) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < handles.size(); i++) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(handles.get(i))
                    .visibilityTimeout((int) hidden.toSeconds())
                    .build());
        }
        return sqs.changeMessageVisibilityBatch(call -> call.queueUrl(url).entries(entries)).failed().stream()
                .map(BatchResultErrorEntry::id)
                .map(id -> handles.get(Integer.parseInt(id)))
                .toList();
    }

    private static List<List<String>> byCall(List<String> handles) {
        List<List<String>> calls = new ArrayList<>();
        for (int from = 0; from < handles.size(); from += MESSAGES_PER_CALL) {
            calls.add(handles.subList(from, Math.min(handles.size(), from + MESSAGES_PER_CALL)));
        }
        return calls;
    }

    private synchronized void hold(String handle, long until) {
        held.put(handle, until);
    }

    private synchronized void prolong(String handle, long until) {
        held.computeIfPresent(handle, (same, before) -> until);
    }

    private synchronized void forget(String handle) {
        held.remove(handle);
    }

    private synchronized List<String> handles() {
        return List.copyOf(held.keySet());
    }
}
