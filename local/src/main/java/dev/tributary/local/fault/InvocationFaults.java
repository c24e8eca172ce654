package dev.tributary.local.fault;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The faults of one invocation, struck at its calls to AWS and at its answer. */
public final class InvocationFaults {

    private static final double CHANCE = 0.04;
    private static final double PARTIAL_CHANCE = 0.2;

    private final @Nullable SplittableRandom random;
    private final FaultPlan plan;
    private boolean killed;

    InvocationFaults(@Nullable SplittableRandom random, FaultPlan plan) {
        this.random = random;
        this.plan = plan;
    }

    /**
     * Strikes before a call takes effect, or not.
     *
     * @param call the service and its operation, such as {@code s3:PutObject}
     */
    public void beforeCall(String call) {
        if (killed) {
            // A killed process makes no further call, whatever its handlers' finally blocks try.
            throw new InvocationKilledError(call, false);
        }
        if (strikes(Fault.KILLED_BEFORE_CALL, CHANCE)) {
            killed = true;
            throw new InvocationKilledError(call, false);
        }
        if (strikes(Fault.THROTTLED, CHANCE)) {
            throw refusal(
                    call,
                    call.startsWith("s3:") ? "SlowDown" : "ThrottlingException",
                    call.startsWith("s3:") ? 503 : 400);
        }
        if (strikes(Fault.SERVICE_FAILED, CHANCE)) {
            throw refusal(call, "InternalServerError", 500);
        }
    }

    /** Strikes after a call took effect, or not. */
    public void afterCall(String call) {
        if (strikes(Fault.KILLED_AFTER_CALL, CHANCE)) {
            killed = true;
            throw new InvocationKilledError(call, true);
        }
        if (strikes(Fault.RESPONSE_LOST, CHANCE)) {
            throw SdkClientException.create("the connection broke off before the response of " + call);
        }
    }

    /** Whether a BatchGetItem call leaves a part of its keys unprocessed. */
    public boolean leavesKeysUnprocessed() {
        return strikes(Fault.KEYS_UNPROCESSED, PARTIAL_CHANCE);
    }

    /** Whether a SendMessageBatch call of several messages takes only a part of them. */
    public boolean refusesMessages() {
        return strikes(Fault.MESSAGES_REFUSED, PARTIAL_CHANCE);
    }

    /** Whether the answer of a function that has done its work never reaches Lambda. */
    public boolean losesAnswer() {
        return strikes(Fault.ANSWER_LOST, CHANCE);
    }

    private boolean strikes(Fault fault, double chance) {
        if (random == null || random.nextDouble() >= chance) {
            return false;
        }
        plan.struck(fault);
        return true;
    }

    private static AwsServiceException refusal(String call, String code, int status) {
        return AwsServiceException.builder()
                .message(code + " of " + call)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .build();
    }
}
