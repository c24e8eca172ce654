package dev.tributary.local.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.testing.FakeS3;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class OnFailureTest {

    private static final String REQUEST_ID = "0f0e0d0c-1111-2222-3333-444455556666";

    private static final FailedEvent FAILED = new FailedEvent(
            REQUEST_ID,
            FailedEvent.Condition.RETRIES_EXHAUSTED,
            3,
            new Failed("java.lang.IllegalStateException", "boom"),
            Instant.parse("2026-03-01T10:00:00.550Z"),
            "{\"Records\":[{\"n\":1}]}".getBytes(UTF_8));

    private final MemorySqs sqs = new MemorySqs();
    private final FakeS3 s3 = new FakeS3("failures");

    @Test
    void shouldTellTheQueueOfTheEventAndOfWhatTheFunctionSaidLast() {
        new SqsOnFailure(sqs, "http://queue", QueueFixture.FUNCTION_ARN).send(FAILED);

        assertThat(sqs.messages).singleElement().satisfies(message -> {
            assertThat(message.queueUrl()).isEqualTo("http://queue");
            assertThat(QueueFixture.json(message.messageBody())).isEqualTo(QueueFixture.json("""
                    {"version": "1.0", "timestamp": "2026-03-01T10:00:00.550Z",
                     "requestContext": {
                       "requestId": "0f0e0d0c-1111-2222-3333-444455556666",
                       "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:transform",
                       "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                     "requestPayload": {"Records": [{"n": 1}]},
                     "responseContext": {
                       "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
                     "responsePayload": {
                       "errorMessage": "boom", "errorType": "java.lang.IllegalStateException"}}"""));
        });
    }

    @Test
    void shouldHaveNoResponseOfAnEventThatNoInvocationSaw() {
        new SqsOnFailure(sqs, "http://queue", QueueFixture.FUNCTION_ARN)
                .send(new FailedEvent(
                        REQUEST_ID, FailedEvent.Condition.EVENT_AGE_EXCEEDED, 0, null, FAILED.at(), FAILED.payload()));

        JsonNode document = QueueFixture.json(sqs.messages.get(0).messageBody());
        assertThat(document.at("/requestContext/condition").asText()).isEqualTo("EventAgeExceeded");
        assertThat(document.has("responseContext")).isFalse();
        assertThat(document.has("responsePayload")).isFalse();
    }

    @Test
    void shouldNameTheObjectAsLambdaDoes() {
        new S3OnFailure(s3, "failures", QueueFixture.FUNCTION_ARN).send(FAILED);

        assertThat(s3.objects()).hasSize(1);
        assertThat(s3.objects().firstKey())
                .isEqualTo("failures/aws/lambda/async/transform/2026/03/01/2026-03-01T10.00.00-" + REQUEST_ID);
        assertThat(QueueFixture.json(
                                new String(s3.objects().firstEntry().getValue().bytes(), UTF_8))
                        .at("/requestPayload/Records/0/n")
                        .asInt())
                .isEqualTo(1);
    }

    private static final class MemorySqs implements SqsClient {

        final List<SendMessageRequest> messages = new ArrayList<>();

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            messages.add(request);
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
