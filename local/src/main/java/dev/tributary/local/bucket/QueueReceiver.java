package dev.tributary.local.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue that takes a bucket's events, a message each.
 *
 * @param sqs stays the caller's to close
 */
public record QueueReceiver(SqsClient sqs, String queueUrl) implements Consumer<byte[]> {

    /** @throws SdkException if the queue does not take it */
    @Override
    public void accept(byte[] eventJson) {
        sqs.sendMessage(call -> call.queueUrl(queueUrl).messageBody(new String(eventJson, UTF_8)));
    }
}
