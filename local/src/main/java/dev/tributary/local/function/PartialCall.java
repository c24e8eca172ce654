package dev.tributary.local.function;

import dev.tributary.local.fault.InvocationFaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * A batch call that its service takes in part: the first half is sent, and the rest is answered as not done, in the
 * service's own words.
 */
final class PartialCall {

    private static final ExecutionAttribute<UnaryOperator<SdkResponse>> COMPLETION =
            new ExecutionAttribute<>("tributary-partial-call");

    private PartialCall() {}

    /** The part of the request to send: all of it, unless a fault strikes. */
    static SdkRequest shorten(SdkRequest request, InvocationFaults faults, ExecutionAttributes attributes) {
        // None of the services takes an empty call, so that one key or message alone cannot be kept.
        if (request instanceof BatchGetItemRequest get && hasSeveralKeys(get) && faults.leavesKeysUnprocessed()) {
            return shorten(get, attributes);
        }
        if (request instanceof SendMessageBatchRequest send && send.entries().size() > 1 && faults.refusesMessages()) {
            return shorten(send, attributes);
        }
        if (request instanceof PublishBatchRequest publish
                && publish.publishBatchRequestEntries().size() > 1
                && faults.refusesNotifications()) {
            return shorten(publish, attributes);
        }
        return request;
    }

    /** The response to the part that was sent, with what was kept added as not done. */
    static SdkResponse complete(SdkResponse response, ExecutionAttributes attributes) {
        UnaryOperator<SdkResponse> completion = attributes.getAttribute(COMPLETION);
        return completion == null ? response : completion.apply(response);
    }

    private static boolean hasSeveralKeys(BatchGetItemRequest request) {
        return request.requestItems().values().stream()
                .anyMatch(keys -> keys.keys().size() > 1);
    }

    private static BatchGetItemRequest shorten(BatchGetItemRequest request, ExecutionAttributes attributes) {
        Map<String, KeysAndAttributes> sent = new HashMap<>();
        Map<String, KeysAndAttributes> kept = new HashMap<>();
        request.requestItems().forEach((table, keys) -> {
            List<Map<String, AttributeValue>> all = keys.keys();
            int half = half(all);
            sent.put(table, keys.toBuilder().keys(all.subList(0, half)).build());
            if (half < all.size()) {
                kept.put(
                        table,
                        keys.toBuilder().keys(all.subList(half, all.size())).build());
            }
        });
        attributes.putAttribute(COMPLETION, response -> ((BatchGetItemResponse) response)
                .toBuilder().unprocessedKeys(kept).build());
        return request.toBuilder().requestItems(sent).build();
    }

    private static SendMessageBatchRequest shorten(SendMessageBatchRequest request, ExecutionAttributes attributes) {
        List<SendMessageBatchRequestEntry> all = request.entries();
        int half = half(all);
        List<BatchResultErrorEntry> refused =
                all.subList(half, all.size()).stream().map(PartialCall::refusal).toList();
        attributes.putAttribute(COMPLETION, response -> {
            SendMessageBatchResponse sent = (SendMessageBatchResponse) response;
            return sent.toBuilder().failed(concat(sent.failed(), refused)).build();
        });
        return request.toBuilder().entries(all.subList(0, half)).build();
    }

    private static BatchResultErrorEntry refusal(SendMessageBatchRequestEntry message) {
        return BatchResultErrorEntry.builder()
                .id(message.id())
                .code("InternalError")
                .senderFault(false)
                .build();
    }

    private static PublishBatchRequest shorten(PublishBatchRequest request, ExecutionAttributes attributes) {
        List<PublishBatchRequestEntry> all = request.publishBatchRequestEntries();
        int half = half(all);
        var refused =
                all.subList(half, all.size()).stream().map(PartialCall::refusal).toList();
        attributes.putAttribute(COMPLETION, response -> {
            PublishBatchResponse published = (PublishBatchResponse) response;
            return published.toBuilder()
                    .failed(concat(published.failed(), refused))
                    .build();
        });
        return request.toBuilder()
                .publishBatchRequestEntries(all.subList(0, half))
                .build();
    }

    private static software.amazon.awssdk.services.sns.model.BatchResultErrorEntry refusal(
            PublishBatchRequestEntry message) {
        return software.amazon.awssdk.services.sns.model.BatchResultErrorEntry.builder()
                .id(message.id())
                .code("InternalError")
                .senderFault(false)
                .build();
    }

    private static <T> List<T> concat(List<T> failed, List<T> refused) {
        return Stream.concat(failed.stream(), refused.stream()).toList();
    }

    private static int half(List<?> all) {
        return (all.size() + 1) / 2;
    }
}
