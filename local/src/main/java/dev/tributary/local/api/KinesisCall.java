package dev.tributary.local.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** How an integration calls Kinesis. */
@FunctionalInterface
interface KinesisCall {

    /**
     * Makes a call.
     *
     * @param action such as {@code PutRecord}
     * @param subject what the client sent, the same whenever it sends the same
     * @throws IOException if there is no answer; the call may have taken effect
     */
    Answer make(String action, String request, String subject) throws IOException;

    /** What Kinesis answered. */
    record Answer(int status, String body) {}

    /** An error in the form of the AWS JSON protocol. */
    static Answer refusal(int status, String type) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        return new Answer(status, error.put("__type", type).put("message", type).toString());
    }
}
