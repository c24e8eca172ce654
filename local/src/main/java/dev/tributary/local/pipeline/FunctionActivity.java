package dev.tributary.local.pipeline;

import java.util.Map;

/**
 * What a function did so far.
 *
 * @param logicalId the function's logical id in the template
 * @param resolved records of its event sources and pipes that were delivered, given up or filtered out
 * @param filtered records that their filters dropped
 * @param invocations invocations, the retried ones included
 * @param retriedInvocations invocations that repeat an earlier one's records
 * @param awsCalls how often it, or a pipe with what it answered, called each operation of AWS
 */
public record FunctionActivity(
        String logicalId,
        long resolved,
        long filtered,
        long invocations,
        long retriedInvocations,
        Map<String, Long> awsCalls) {}
