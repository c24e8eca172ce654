package dev.tributary.local.function;

import java.util.Locale;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Sees every call of every SDK client in this process; the SDK finds it by the name that stands in
 * {@code software/amazon/awssdk/global/handlers/execution.interceptors}. Calls that no invocation makes pass untouched.
 */
public final class CallInterceptor implements ExecutionInterceptor {

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
        SdkRequest request = context.request();
        return InvocationScope.current()
                .map(scope -> PartialCall.shorten(request, scope.faults(), attributes))
                .orElse(request);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        InvocationScope.current().ifPresent(scope -> scope.calls().add(call(attributes)));
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return PartialCall.complete(context.response(), attributes);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        InvocationScope.current().ifPresent(scope -> scope.faults().afterCall(call(attributes)));
    }

    private static String call(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT) + ":"
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
