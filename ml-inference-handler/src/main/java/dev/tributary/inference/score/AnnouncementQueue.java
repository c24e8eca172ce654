package dev.tributary.inference.score;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The queue of new objects, as one run drains it. A message that shows up again within the run, since it takes longer than messages
 * stay hidden, is taken once, and deleted by its last receipt.
 */
final class AnnouncementQueue {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementQueue.class);

    private static final int MOST_PER_CALL = 10;

    private final SqsClient sqs;
    private final String url;

    /** Receipts of what was received and not deleted, by message. */
    private final Map<String, String> receipts = new LinkedHashMap<>();

    private final Set<String> done = new LinkedHashSet<>();

    AnnouncementQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * Some of the queue's messages.
     *
     * @param isEmpty whether the queue had none
     * @param fresh those that this run has not seen, or has deleted
     */
    record Received(boolean isEmpty, List<Message> fresh) {}

    /** Receives messages. How long it waits for some is the queue's affair. */
    Received receive(Deadline deadline) {
        List<Message> received = sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(MOST_PER_CALL)
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                        .overrideConfiguration(AwsClients.within(deadline)))
                .messages();
        List<Message> fresh = new ArrayList<>(received.size());
        for (Message message : received) {
            if (receipts.put(message.messageId(), message.receiptHandle()) == null) {
                fresh.add(message);
            }
        }
        return new Received(received.isEmpty(), fresh);
    }

    /** Marks a message as one whose objects are read to their ends. */
    void done(Message message) {
        done.add(message.messageId());
    }

    /**
     * Deletes the messages that are done; what is not deleted will come again, and is a repeat.
     *
     * @throws SdkException if a call fails
     */
    void deleteDone(Deadline deadline) {
        List<String> ids = List.copyOf(done);
        for (int from = 0; from < ids.size(); from += MOST_PER_CALL) {
            delete(ids.subList(from, Math.min(from + MOST_PER_CALL, ids.size())), deadline);
        }
        done.clear();
    }

    /**
     * Shows at once what was received and is not deleted to the run that comes next. Where that fails, it shows up by itself, when it
     * has been hidden for as long as the queue says.
     */
    void giveBack(Deadline deadline) {
        List<String> left = List.copyOf(receipts.values());
        receipts.clear();
        done.clear();
        try {
            for (int from = 0; from < left.size(); from += MOST_PER_CALL) {
                show(left.subList(from, Math.min(from + MOST_PER_CALL, left.size())), deadline);
            }
        } catch (SdkException e) {
            LOG.warn(
                    "messages that could not be given back, and are hidden for a while",
                    entry("messages", left.size()),
                    entry("cause", FailureClassifier.describe(e)));
        }
    }

    private void show(List<String> handles, Deadline deadline) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(handles.size());
        for (String handle : handles) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(handle)
                    .visibilityTimeout(0)
                    .build());
        }
        // What it refuses was deleted, or is received by another run.
        sqs.changeMessageVisibilityBatch(
                request -> request.queueUrl(url).entries(entries).overrideConfiguration(AwsClients.within(deadline)));
    }

    /** A message as a record, for the dead letter of one that tells nothing. */
    SourceRecord record(Message message) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        String sent = message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
        return new SourceRecord(
                new RecordId(name, message.messageId(), "0", 0),
                new EventSource("aws:sqs", url),
                message.messageId(),
                Instant.ofEpochMilli(Long.parseLong(sent)),
                message.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a call that deletes nothing. */
    void prime(Deadline deadline) {
        try {
            call(List.of(), deadline);
        } catch (SqsException e) {
            if (!e.awsErrorDetails().errorCode().endsWith("EmptyBatchRequest")) {
                throw e;
            }
        }
    }

    private void delete(List<String> ids, Deadline deadline) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(ids.size());
        for (String id : ids) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(receipts.get(id))
                    .build());
        }
        List<BatchResultErrorEntry> failed = call(entries, deadline);
        if (!failed.isEmpty()) {
            LOG.warn(
                    "messages that could not be deleted, and come again",
                    entry("messages", failed.size()),
                    entry("first", failed.get(0).code()));
        }
        ids.forEach(receipts::remove);
    }

    private List<BatchResultErrorEntry> call(List<DeleteMessageBatchRequestEntry> entries, Deadline deadline) {
        return sqs.deleteMessageBatch(request ->
                        request.queueUrl(url).entries(entries).overrideConfiguration(AwsClients.within(deadline)))
                .failed();
    }
}
