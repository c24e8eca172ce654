package dev.tributary.local.function;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a function of its invocation. */
final class LocalContext implements Context {

    private final String functionName;
    private final String requestId;
    private final int memoryMb;
    private final long endNanos;
    private final @Nullable ClientContext clientContext;

    /**
     * Begins now.
     *
     * @param custom the custom part of the client context; there is none at all if it is empty
     */
    LocalContext(String functionName, String requestId, int memoryMb, Duration timeout, Map<String, String> custom) {
        this.clientContext = custom.isEmpty() ? null : new CustomContext(Map.copyOf(custom));
        this.functionName = functionName;
        this.requestId = requestId;
        this.memoryMb = memoryMb;
        this.endNanos = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + functionName;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return clientContext;
    }

    /** A client context of which nothing but the custom part is known. */
    private record CustomContext(Map<String, String> custom) implements ClientContext {

        @Override
        public @Nullable Client getClient() {
            return null;
        }

        @Override
        public Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            return Map.of();
        }
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, (endNanos - System.nanoTime()) / 1_000_000);
    }

    @Override
    public int getMemoryLimitInMB() {
        return memoryMb;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.println(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
