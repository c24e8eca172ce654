package dev.tributary.local.async;

import software.amazon.awssdk.services.sqs.SqsClient;

/** An on-failure destination on SQS: a message an event. */
public final class SqsOnFailure implements OnFailure {

    private final SqsClient sqs;
    private final String queueUrl;
    private final String functionArn;

    /** The client stays the caller's to close. */
    public SqsOnFailure(SqsClient sqs, String queueUrl, String functionArn) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.functionArn = functionArn;
    }

    @Override
    public void send(FailedEvent event) {
        String body = InvocationRecord.of(event, functionArn).toString();
        sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }
}
