package dev.tributary.local.source;

import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An on-failure destination on SQS: where the batch was, not its records, which are gone with the retention. */
public final class SqsFailureDestination implements FailureDestination {

    private final SqsClient sqs;
    private final String queueUrl;
    private final Function<GivenUpBatch, ?> document;

    /** The destination of an event source mapping, in Lambda's form. */
    public SqsFailureDestination(SqsClient sqs, String queueUrl) {
        this(sqs, queueUrl, FailureRecord::metadata);
    }

    private SqsFailureDestination(SqsClient sqs, String queueUrl, Function<GivenUpBatch, ?> document) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.document = document;
    }

    /** The dead-letter queue of a pipe, in the form of EventBridge Pipes. */
    public static SqsFailureDestination ofPipe(SqsClient sqs, String queueUrl, String pipeArn) {
        return new SqsFailureDestination(sqs, queueUrl, batch -> FailureRecord.ofPipe(batch, pipeArn));
    }

    @Override
    public void send(GivenUpBatch batch) {
        String body = document.apply(batch).toString();
        sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }
}
