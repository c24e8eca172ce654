package dev.tributary.inference;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** SQS that has no messages. */
final class EmptyQueue implements SqsClient {

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return ReceiveMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
