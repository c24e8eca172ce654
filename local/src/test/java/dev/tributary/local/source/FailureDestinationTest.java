package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.ERROR;
import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.START;
import static dev.tributary.local.source.LaneFixture.failedItems;
import static dev.tributary.local.source.LaneFixture.record;
import static dev.tributary.local.source.LaneFixture.reporting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class FailureDestinationTest {

    private static final Map<String, Object> NO_RETRY = Map.of("MaximumRetryAttempts", 0, "BatchSize", 2);

    private final MemoryS3 s3 = new MemoryS3();
    private final MemorySqs sqs = new MemorySqs();

    @Test
    void shouldWriteTheGivenUpRecordsThemselvesToS3() {
        LaneFixture.of(NO_RETRY, records -> records.contains(1) ? ERROR : OK, new S3FailureDestination(s3, "failed"))
                .deliver(3);

        assertThat(s3.objects).hasSize(1);
        JsonNode event = LaneFixture.json(document().path("payload").asText().getBytes(UTF_8));
        assertThat(event.path("Records"))
                .extracting(record -> new String(
                        Base64.getDecoder()
                                .decode(record.path("kinesis").path("data").asText()),
                        UTF_8))
                .containsExactly("data 1", "data 2");
        assertThat(event.path("Records").path(0).path("eventID").asText()).isEqualTo("shardId-000000000001:1");
    }

    @Test
    void shouldNameTheObjectAsLambdaDoes() {
        LaneFixture.of(NO_RETRY, records -> ERROR, new S3FailureDestination(s3, "failed"))
                .deliver(1);

        assertThat(s3.objects.keySet())
                .singleElement()
                .asString()
                .matches("failed/aws/lambda/0f0e0d0c-1111-2222-3333-444455556666/shardId-000000000001/2026/03/01/"
                        + "2026-03-01T10\\.00\\.00-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void shouldDescribeTheBatchAndItsLastInvocation() {
        LaneFixture fixture = LaneFixture.of(
                Map.of("MaximumRetryAttempts", 1), records -> ERROR, new S3FailureDestination(s3, "failed"));
        fixture.lane.offer(List.of(record(4, START.minusMillis(250)), record(9, START)));
        fixture.drain();

        JsonNode document = document();
        assertThat(document.path("requestContext").path("requestId").asText()).hasSize(36);
        assertThat(document.path("requestContext").path("functionArn").asText()).endsWith("function:enrich:live");
        assertThat(document.path("requestContext").path("condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(document.path("requestContext")
                        .path("approximateInvokeCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(document.path("responseContext"))
                .isEqualTo(LaneFixture.json(
                        "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"}"
                                .getBytes(UTF_8)));
        assertThat(document.path("version").asText()).isEqualTo("1.0");
        assertThat(document.path("timestamp").asText()).isEqualTo("2026-03-01T10:00:00.350Z");
        assertThat(document.path("KinesisBatchInfo")).isEqualTo(LaneFixture.json("""
                        {"shardId":"shardId-000000000001","startSequenceNumber":"4","endSequenceNumber":"9",
                        "approximateArrivalOfFirstRecord":"2026-03-01T10:00:00.000Z",
                        "approximateArrivalOfLastRecord":"2026-03-01T10:00:00.250Z","batchSize":2,
                        "streamArn":"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"}""".getBytes(UTF_8)));
    }

    @Test
    void shouldNotBlameTheFunctionForAPartialAnswer() {
        LaneFixture.of(reporting(NO_RETRY), records -> failedItems(2), new S3FailureDestination(s3, "failed"))
                .deliver(2);

        assertThat(document().path("responseContext").path("statusCode").asInt())
                .isEqualTo(200);
        assertThat(document().path("responseContext").has("functionError")).isFalse();
        assertThat(document().path("KinesisBatchInfo").path("batchSize").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldHaveNoResponseForRecordsThatWereTooOldToBeInvoked() {
        LaneFixture fixture = LaneFixture.of(
                Map.of("MaximumRecordAgeInSeconds", 60), records -> OK, new S3FailureDestination(s3, "failed"));
        fixture.lane.offer(List.of(record(1, START.minusSeconds(100))));
        fixture.drain();

        assertThat(document().has("responseContext")).isFalse();
        assertThat(document().path("requestContext").path("condition").asText()).isEqualTo("RecordAgeExceeded");
        assertThat(document()
                        .path("requestContext")
                        .path("approximateInvokeCount")
                        .asInt())
                .isZero();
    }

    @Test
    void shouldSendMetadataOnlyToSqs() {
        LaneFixture.of(NO_RETRY, records -> ERROR, new SqsFailureDestination(sqs, "http://queue"))
                .deliver(1);

        SendMessageRequest message = sqs.messages.get(0);
        JsonNode body = LaneFixture.json(message.messageBody().getBytes(UTF_8));
        assertThat(message.queueUrl()).isEqualTo("http://queue");
        assertThat(body.path("KinesisBatchInfo").path("startSequenceNumber").asText())
                .isEqualTo("1");
        assertThat(body.has("payload")).isFalse();
    }

    private JsonNode document() {
        return LaneFixture.json(s3.objects.values().iterator().next());
    }

    private static final class MemoryS3 implements S3Client {

        final Map<String, byte[]> objects = new LinkedHashMap<>();

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try (var content = body.contentStreamProvider().newStream()) {
                objects.put(request.bucket() + "/" + request.key(), content.readAllBytes());
                return PutObjectResponse.builder().build();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
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
