package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.BytesHandler;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;

/** {@link BytesHandler} takes any event, and fails where a key says so. */
@Timeout(60)
class BucketInPipelineTest {

    /** Nothing listens there: what these tests expect comes before the first call. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final String QUEUE = "!GetAtt Failed.Arn";

    private final Properties before = (Properties) System.getProperties().clone();

    @TempDir
    Path folder;

    /** A pipeline leaves its backend's endpoints among them. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    @Test
    void shouldTakeRecordsOfAStreamThroughTheBucketToTheFunction() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template(QUEUE);
            new Provisioner(backend).provision(template);
            put(backend, "{\"id\":1}");
            put(backend, "{\"id\":2}");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                while (!pipeline.isResolved()) {
                    pipeline.hasten();
                }

                assertThat(objects(backend))
                        .isNotEmpty()
                        .allMatch(key -> key.matches("raw/year=.*/delivery-1-.*\\.gz"));
                assertThat(pipeline.isQuiet()).isTrue();
                assertThat(pipeline.deliveries()).singleElement().satisfies(delivery -> {
                    assertThat(delivery.recordsAccepted()).isEqualTo(2);
                    assertThat(delivery.recordsBuffered()).isZero();
                });
                long events = 1L + objects(backend).size();
                assertThat(pipeline.activities())
                        .containsExactly(new FunctionActivity("Function", events, 0, events, 0, Map.of()));
            }
        }
    }

    @Test
    void shouldNotBeResolvedWhileADeliveryOwesTheBucketAnObject() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template(QUEUE);
            new Provisioner(backend).provision(template);
            put(backend, "{}");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                while (pipeline.deliveries().get(0).recordsAccepted() == 0) {
                    Thread.onSpinWait();
                }

                assertThat(pipeline.isResolved()).isFalse();
            }
        }
    }

    @Test
    void shouldTellTheQueueOfObjectsThatTheFunctionFailsOn() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template(QUEUE);
            new Provisioner(backend).provision(template);
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                putObject(backend, "raw/good");
                putObject(backend, "raw/fail ed");
                putObject(backend, "trusted/fail");
                while (!pipeline.isQuiet()) {
                    Thread.onSpinWait();
                }

                assertThat(pipeline.activities())
                        .containsExactly(new FunctionActivity("Function", 3, 0, 5, 2, Map.of()));
            }
            List<Message> failed = backend.clients()
                    .sqs()
                    .receiveMessage(call -> call.queueUrl(backend.queueUrl("failed")))
                    .messages();
            assertThat(failed).singleElement().satisfies(message -> assertThat(message.body())
                    .contains("\"RetriesExhausted\"", "\"approximateInvokeCount\":3", "\"raw/fail+ed\"", "as told")
                    .contains("\"versionId\""));
        }
    }

    @Test
    void shouldRefuseADestinationThatIsNotSimulated() throws IOException {
        Template template = template("arn:aws:sns:us-east-1:000000000000:topic");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(template))
                .withMessage("Function.EventInvokeConfig.DestinationConfig.OnFailure.Destination:"
                        + " arn:aws:sns:us-east-1:000000000000:topic"
                        + " (expected: the ARN of an S3 bucket or an SQS queue)");
    }

    private static void start(Template template) {
        try (Backend backend = new EndpointBackend(NOWHERE)) {
            Pipeline.start(template, backend, FaultPlan.none()).close();
        }
    }

    private static void put(Backend backend, String data) {
        backend.clients()
                .kinesis()
                .putRecord(call -> call.streamName("changes").partitionKey("k").data(SdkBytes.fromUtf8String(data)));
    }

    private static void putObject(Backend backend, String key) {
        backend.clients().s3().putObject(call -> call.bucket("changes").key(key), RequestBody.fromString("{}"));
    }

    private static List<String> objects(Backend backend) {
        return backend.clients().s3().listObjectsV2Paginator(call -> call.bucket("changes")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private Template template(String destination) throws IOException {
        String text = """
                Resources:
                  Failed: {Type: AWS::SQS::Queue, Properties: {QueueName: failed}}
                  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: changes, ShardCount: 2}}
                  Bucket:
                    Type: AWS::S3::Bucket
                    Properties: {BucketName: changes, VersioningConfiguration: {Status: Enabled}}
                  Delivery:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      DeliveryStreamName: delivery
                      DeliveryStreamType: KinesisStreamAsSource
                      KinesisStreamSourceConfiguration: {KinesisStreamARN: !GetAtt Stream.Arn, RoleARN: role}
                      ExtendedS3DestinationConfiguration:
                        BucketARN: !GetAtt Bucket.Arn
                        Prefix: raw/year=!{timestamp:yyyy}/
                        ErrorOutputPrefix: error-data/!{firehose:error-output-type}/
                        CompressionFormat: GZIP
                  Function:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: "%1$s::handleRequest"
                      EventInvokeConfig:
                        MaximumRetryAttempts: 2
                        DestinationConfig: {OnFailure: {Type: SQS, Destination: %2$s}}
                      Events:
                        Objects:
                          Type: S3
                          Properties:
                            Bucket: !Ref Bucket
                            Events: s3:ObjectCreated:*
                            Filter: {S3Key: {Rules: [{Name: prefix, Value: raw/}]}}
                """.formatted(BytesHandler.class.getName(), destination);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
