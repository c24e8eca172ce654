package dev.tributary.local.function;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Sees every call of every SDK client in this process; the SDK finds it by the name that stands in
 * {@code software/amazon/awssdk/global/handlers/execution.interceptors}. Calls that no invocation makes pass untouched.
 */
public final class CallInterceptor implements ExecutionInterceptor {

    private static final ExecutionAttribute<Map<String, KeysAndAttributes>> HELD_BACK =
            new ExecutionAttribute<>("tributary-keys-held-back");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        InvocationScope.current().ifPresent(scope -> {
            try {
                scope.faults().beforeCall(call(attributes));
            } catch (RuntimeException refused) {
                // Refused by the service, but made.
                scope.calls().add(call(attributes));
                throw refused;
            }
        });
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (context.request() instanceof BatchGetItemRequest request
                && InvocationScope.current()
                        .filter(scope -> scope.faults().leavesKeysUnprocessed())
                        .isPresent()) {
            return holdBack(request, attributes);
        }
        return context.request();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        InvocationScope.current().ifPresent(scope -> scope.calls().add(call(attributes)));
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        Map<String, KeysAndAttributes> heldBack = attributes.getAttribute(HELD_BACK);
        if (heldBack == null || !(context.response() instanceof BatchGetItemResponse response)) {
            return context.response();
        }
        return response.toBuilder().unprocessedKeys(heldBack).build();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        InvocationScope.current().ifPresent(scope -> scope.faults().afterCall(call(attributes)));
    }

    /** Sends the first half of each table's keys, and keeps the rest to be answered as unprocessed. */
    private static BatchGetItemRequest holdBack(BatchGetItemRequest request, ExecutionAttributes attributes) {
        Map<String, KeysAndAttributes> sent = new HashMap<>();
        Map<String, KeysAndAttributes> kept = new HashMap<>();
        request.requestItems().forEach((table, keys) -> {
            List<Map<String, AttributeValue>> all = keys.keys();
            int half = (all.size() + 1) / 2;
            sent.put(table, keys.toBuilder().keys(all.subList(0, half)).build());
            if (half < all.size()) {
                kept.put(
                        table,
                        keys.toBuilder().keys(all.subList(half, all.size())).build());
            }
        });
        attributes.putAttribute(HELD_BACK, kept);
        return request.toBuilder().requestItems(sent).build();
    }

    private static String call(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT) + ":"
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
