package dev.tributary.local.fault;

import static dev.tributary.local.fault.ServiceFaults.CHANCE;
import static dev.tributary.local.fault.ServiceFaults.PARTIAL_CHANCE;

/** The faults of one invocation, struck at its calls to AWS and at its answer. */
public final class InvocationFaults {

    private final ServiceFaults faults;
    private boolean killed;

    InvocationFaults(ServiceFaults faults) {
        this.faults = faults;
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
        if (faults.strikes(Fault.KILLED_BEFORE_CALL, CHANCE)) {
            killed = true;
            throw new InvocationKilledError(call, false);
        }
        faults.beforeCall(call);
    }

    /** Strikes after a call took effect, or not. */
    public void afterCall(String call) {
        if (faults.strikes(Fault.KILLED_AFTER_CALL, CHANCE)) {
            killed = true;
            throw new InvocationKilledError(call, true);
        }
        faults.afterCall(call);
    }

    /** Whether a BatchGetItem call leaves a part of its keys unprocessed. */
    public boolean leavesKeysUnprocessed() {
        return faults.strikes(Fault.KEYS_UNPROCESSED, PARTIAL_CHANCE);
    }

    /** Whether a SendMessageBatch call of several messages takes only a part of them. */
    public boolean refusesMessages() {
        return faults.strikes(Fault.MESSAGES_REFUSED, PARTIAL_CHANCE);
    }

    /** Whether a PublishBatch call of several messages takes only a part of them. */
    public boolean refusesNotifications() {
        return faults.strikes(Fault.NOTIFICATIONS_REFUSED, PARTIAL_CHANCE);
    }

    /** Whether the answer of a function that has done its work never reaches Lambda. */
    public boolean losesAnswer() {
        return faults.strikes(Fault.ANSWER_LOST, CHANCE);
    }
}
