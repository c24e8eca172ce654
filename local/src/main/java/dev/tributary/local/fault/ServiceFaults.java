package dev.tributary.local.fault;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes wrong with the calls to a service that one piece of work makes. */
public final class ServiceFaults {

    static final double CHANCE = 0.04;
    static final double PARTIAL_CHANCE = 0.2;

    private final @Nullable SplittableRandom random;
    private final FaultPlan plan;

    ServiceFaults(@Nullable SplittableRandom random, FaultPlan plan) {
        this.random = random;
        this.plan = plan;
    }

    /**
     * Strikes before a call takes effect, or not.
     *
     * @param call the service and its operation, such as {@code s3:PutObject}
     * @throws SdkException what the SDK would throw
     */
    public void beforeCall(String call) {
        if (strikes(Fault.THROTTLED, CHANCE)) {
            throw throttle(call);
        }
        if (strikes(Fault.SERVICE_FAILED, CHANCE)) {
            throw refusal(call, "InternalServerError", 500);
        }
    }

    /**
     * Strikes after a call took effect, or not.
     *
     * @throws SdkException what the SDK would throw
     */
    public void afterCall(String call) {
        if (strikes(Fault.RESPONSE_LOST, CHANCE)) {
            throw SdkClientException.create("the connection broke off before the response of " + call);
        }
    }

    /** Whether a PutRecords call of several records takes only a part of them. */
    public boolean throttlesRecords() {
        return strikes(Fault.RECORDS_THROTTLED, PARTIAL_CHANCE);
    }

    /** Whether a PutRecordBatch call of several records takes only a part of them. */
    public boolean refusesRecords() {
        return strikes(Fault.RECORDS_REFUSED, PARTIAL_CHANCE);
    }

    /** Whether a bucket tells of an object behind some that came later. */
    public boolean delaysEvent() {
        return strikes(Fault.EVENT_LATE, PARTIAL_CHANCE);
    }

    /** Whether a bucket tells of an object once more. */
    public boolean repeatsEvent() {
        return strikes(Fault.EVENT_REPEATED, PARTIAL_CHANCE);
    }

    boolean strikes(Fault fault, double chance) {
        if (random == null || random.nextDouble() >= chance) {
            return false;
        }
        plan.struck(fault);
        return true;
    }

    private static AwsServiceException throttle(String call) {
        return switch (call.substring(0, call.indexOf(':'))) {
            case "s3" -> refusal(call, "SlowDown", 503);
            case "kinesis" -> refusal(call, "ProvisionedThroughputExceededException", 400);
            default -> refusal(call, "ThrottlingException", 400);
        };
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
