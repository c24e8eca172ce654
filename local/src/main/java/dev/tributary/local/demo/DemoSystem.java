package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.FunctionDefinition;
import java.util.function.IntConsumer;

/** One system of the template, as the demo sees it. */
sealed interface DemoSystem permits RecordSystem, ChangeSystem, InferenceSystem {

    FunctionDefinition function();

    /**
     * Sends events into it.
     *
     * @param events how many each system is sent
     * @param progress is told how many were sent so far
     */
    LoadedSystem send(Backend backend, int events, IntConsumer progress);

    /** A variable of the function. */
    default String variable(String name) {
        return variable(function(), name);
    }

    /** The URL of the queue in which Lambda leaves the function's events that it gave up. */
    default String failedEventsQueue(Backend backend) {
        String arn = function()
                .eventInvokeConfig()
                .path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText();
        return backend.queueUrl(arn.substring(arn.lastIndexOf(':') + 1));
    }

    static String variable(FunctionDefinition function, String name) {
        String value = function.environment().get(name);
        if (value == null) {
            throw new IllegalStateException(function.logicalId() + " has no variable " + name);
        }
        return value;
    }
}
