package dev.tributary.local.redrive;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.local.source.InvocationResult;

/** The function that failures go back through, invoked so that its answer is waited for. */
interface RedriveFunction {

    /**
     * What came of an invocation.
     *
     * @param requestId its id, which dead letters of it name
     */
    record Reply(String requestId, InvocationResult result) {}

    /**
     * Invokes it once.
     *
     * @param origin what it is told of where the records come from
     * @throws software.amazon.awssdk.core.exception.SdkException if it could not be invoked
     */
    Reply invoke(byte[] event, Origin origin);
}
