package dev.tributary.local.sns;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The operations that publish. A message is with its queues before the answer, which the service does not promise. An attribute
 * that is not valid fails a whole batch; a message or a subject that is not fails its entry alone.
 */
final class PublishOperations {

    private static final int ENTRIES = 10;

    private final Account account;
    private final Delivery delivery;
    private final Clock clock;

    PublishOperations(Account account, Delivery delivery, Clock clock) {
        this.account = account;
        this.delivery = delivery;
        this.clock = clock;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of("Publish", this::publish, "PublishBatch", this::publishBatch);
    }

    private Map<String, Object> publish(Request request) {
        String target = request.optional("TargetArn");
        String topicArn = target == null ? request.string("TopicArn") : target;
        List<Subscription> subscriptions = account.subscriptionsOf(topicArn);
        return Map.of("MessageId", publish(subscriptions, Draft.read(request)));
    }

    private Map<String, Object> publishBatch(Request request) {
        String topicArn = request.string("TopicArn");
        List<Subscription> subscriptions = account.subscriptionsOf(topicArn);
        List<Request> entries = request.members("PublishBatchRequestEntries");
        checkIds(entries);
        List<Draft> drafts = entries.stream().map(Draft::read).toList();
        checkBytes(drafts);

        List<Map<String, String>> successful = new ArrayList<>();
        List<Map<String, String>> failed = new ArrayList<>();
        for (Draft draft : drafts) {
            String id = draft.request().string("Id");
            try {
                successful.add(Map.of("Id", id, "MessageId", publish(subscriptions, draft)));
            } catch (SnsException e) {
                failed.add(Map.of(
                        "Id", id,
                        "Code", e.code(),
                        "Message", e.message(),
                        "SenderFault", Boolean.toString(e.isSenderFault())));
            }
        }
        return Map.of("Successful", successful, "Failed", failed);
    }

    /** @return the message's id */
    private String publish(List<Subscription> subscriptions, Draft draft) {
        Message message = draft.message(Instant.ofEpochMilli(clock.millis()));
        subscriptions.stream()
                .filter(one -> !one.isPending() && one.settings().accepts(message))
                .forEach(one -> delivery.deliver(message, one));
        return message.id();
    }

    private static void checkIds(List<Request> entries) {
        if (entries.isEmpty()) {
            throw SnsException.batch("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > ENTRIES) {
            throw SnsException.batch(
                    "TooManyEntriesInBatchRequest",
                    "The batch request has %d entries (expected: at most %d)".formatted(entries.size(), ENTRIES));
        }
        Set<String> ids = new HashSet<>();
        for (Request entry : entries) {
            String id = entry.string("Id");
            if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
                throw SnsException.batch(
                        "InvalidBatchEntryId",
                        "Id: %s (expected: 1-80 letters, digits, hyphens and underscores)".formatted(id));
            }
            if (!ids.add(id)) {
                throw SnsException.batch("BatchEntryIdsNotDistinct", "Id: %s twice (expected: once)".formatted(id));
            }
        }
    }

    private static void checkBytes(List<Draft> drafts) {
        long bytes = drafts.stream().mapToLong(Draft::bytes).sum();
        if (bytes > Draft.MAX_BYTES) {
            throw SnsException.batch(
                    "BatchRequestTooLong",
                    "The batch has %d bytes (expected: at most %d)".formatted(bytes, Draft.MAX_BYTES));
        }
    }
}
