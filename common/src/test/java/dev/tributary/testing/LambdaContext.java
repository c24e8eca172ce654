package dev.tributary.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An invocation that has a minute left, or as long as is said. */
public final class LambdaContext implements Context {

    private final Duration left;

    public LambdaContext() {
        this(Duration.ofMinutes(1));
    }

    public LambdaContext(Duration left) {
        this.left = left;
    }

    @Override
    public String getFunctionName() {
        return TestInvocations.FUNCTION;
    }

    @Override
    public String getAwsRequestId() {
        return TestInvocations.REQUEST_ID;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) left.toMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 256;
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-west-1:123456789012:function:" + TestInvocations.FUNCTION;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + TestInvocations.FUNCTION;
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public @Nullable LambdaLogger getLogger() {
        return null;
    }
}
