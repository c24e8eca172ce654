package dev.tributary.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;

/**
 * SNS in memory, with the limits of a call and of a message.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>
 */
public final class FakeSns implements SnsClient {

    public static final String PUBLISH = "PublishBatch";

    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BYTES = 262_144;
    private static final int MAX_SUBJECT = 99;

    /** A message that a topic took. */
    public record Message(String topicArn, String subject, String message, Map<String, String> attributes) {}

    private final List<Message> messages = new ArrayList<>();
    private final List<PublishBatchRequest> calls = new ArrayList<>();
    private final Faults faults = new Faults();
    private Predicate<PublishBatchRequestEntry> refusal = entry -> false;

    public Faults faults() {
        return faults;
    }

    /** Takes calls from now on, and refuses those of their entries that the predicate names. */
    public synchronized void refuse(Predicate<PublishBatchRequestEntry> entries) {
        refusal = entries;
    }

    /** The value of an entry's attribute; empty if it has none. */
    public static String attribute(PublishBatchRequestEntry entry, String name) {
        return texts(entry).getOrDefault(name, "");
    }

    /** What the topics took, in the order of its arrival. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Every call, in order, whatever came of it. */
    public synchronized List<PublishBatchRequest> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized PublishBatchResponse publishBatch(PublishBatchRequest request) {
        calls.add(request);
        return faults.apply(PUBLISH, () -> publish(request), () -> {});
    }

    private PublishBatchResponse publish(PublishBatchRequest request) {
        requireWithinLimits(request.publishBatchRequestEntries());
        List<PublishBatchResultEntry> sent = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
            if (!isValid(entry)) {
                failed.add(failure(entry, "InvalidParameter", true));
            } else if (refusal.test(entry)) {
                failed.add(failure(entry, "InternalError", false));
            } else {
                messages.add(new Message(request.topicArn(), entry.subject(), entry.message(), texts(entry)));
                sent.add(PublishBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        return PublishBatchResponse.builder().successful(sent).failed(failed).build();
    }

    private static void requireWithinLimits(List<PublishBatchRequestEntry> entries) {
        Set<String> ids = new HashSet<>();
        entries.forEach(entry -> ids.add(entry.id()));
        require(!entries.isEmpty(), "EmptyBatchRequest");
        require(entries.size() <= MAX_ENTRIES, "TooManyEntriesInBatchRequest");
        require(ids.size() == entries.size(), "BatchEntryIdsNotDistinct");
        require(entries.stream().mapToInt(FakeSns::bytes).sum() <= MAX_BYTES, "BatchRequestTooLong");
    }

    private static void require(boolean held, String code) {
        if (!held) {
            throw AwsFailures.sns(400, code);
        }
    }

    private static boolean isValid(PublishBatchRequestEntry entry) {
        String subject = entry.subject();
        return !subject.isBlank()
                && subject.length() <= MAX_SUBJECT
                && subject.codePoints().noneMatch(Character::isISOControl)
                && isText(entry.message())
                && entry.messageAttributes().values().stream().allMatch(value -> isText(value.stringValue()));
    }

    /** Whether the text can be written as UTF-8, and is not empty. */
    private static boolean isText(String text) {
        return !text.isEmpty() && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** What counts towards the limit: the texts, and the attributes' names, types and values. */
    private static int bytes(PublishBatchRequestEntry entry) {
        int bytes = utf8(entry.subject()) + utf8(entry.message());
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

    private static Map<String, String> texts(PublishBatchRequestEntry entry) {
        return entry.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
    }

    private static BatchResultErrorEntry failure(PublishBatchRequestEntry entry, String code, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(entry.id())
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
