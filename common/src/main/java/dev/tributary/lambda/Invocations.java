package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tributary.aws.Invocation;
import java.time.Clock;
import java.time.Duration;

/** Reads Lambda's context as an invocation with its deadlines. */
public final class Invocations {

    private Invocations() {}

    public static Invocation from(Context context, Clock clock) {
        return Invocation.begun(
                        clock,
                        context.getFunctionName(),
                        context.getAwsRequestId(),
                        Duration.ofMillis(context.getRemainingTimeInMillis()))
                .from(Redriven.originOf(context));
    }
}
