package dev.tributary.local.source;

import software.amazon.awssdk.services.sqs.SqsClient;

/** An on-failure destination on SQS: where the batch was, not its records, which are gone with the retention. */
public final class SqsFailureDestination implements FailureDestination {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsFailureDestination(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(GivenUpBatch batch) {
        sqs.sendMessage(request -> request.queueUrl(queueUrl)
                .messageBody(FailureRecord.metadata(batch).toString()));
    }
}
