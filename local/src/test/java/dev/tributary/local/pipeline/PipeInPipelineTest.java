package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryReport;
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
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;

/** {@link BytesHandler} answers the pipe's event itself, and fails where a partition key says so. */
@Timeout(60)
class PipeInPipelineTest {

    /** Nothing listens there: what these tests expect comes before the first call. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final Properties before = (Properties) System.getProperties().clone();

    @TempDir
    Path folder;

    /** A pipeline leaves its backend's endpoints among them. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    @Test
    void shouldDeliverWhatThePipeEnrichesAndNameWhatItGivesUp() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Function", "tributary-Delivery", 300);
            new Provisioner(backend).provision(template);
            put(backend, "good");
            put(backend, "fail");
            Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none());
            try (pipeline) {
                while (!pipeline.isResolved()) {
                    Thread.onSpinWait();
                }

                assertThat(pipeline.activities())
                        .containsExactly(
                                new FunctionActivity("Function", 2, 0, 3, 1, Map.of("firehose:PutRecordBatch", 1L)),
                                new FunctionActivity("Idle", 0, 0, 0, 0, Map.of()));
                assertThat(pipeline.isQuiet()).isFalse();
                assertThat(objects(backend)).isEmpty();
            }
            assertThat(pipeline.deliveries()).containsExactly(new DeliveryReport("Delivery", 1, 1, 1, 0));
            assertThat(objects(backend)).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("{")
                    .contains("\"partitionKey\":\"good\"")
                    .endsWith("}\n"));
            List<Message> letters = backend.clients()
                    .sqs()
                    .receiveMessage(call -> call.queueUrl(backend.queueUrl("letters")))
                    .messages();
            assertThat(letters).singleElement().satisfies(letter -> assertThat(letter.body())
                    .contains("arn:aws:pipes:us-east-1:000000000000:pipe/tributary-Pipe", "RetryAttemptsExhausted"));
        }
    }

    @Test
    void shouldBeQuietWhenTheBuffersAreWritten() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Function", "tributary-Delivery", 0);
            new Provisioner(backend).provision(template);
            put(backend, "good");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                while (!pipeline.isQuiet()) {
                    Thread.onSpinWait();
                }

                assertThat(objects(backend)).hasSize(1);
            }
        }
    }

    @Test
    void shouldRefuseAnEnrichmentThatIsNotOfTheTemplate() throws IOException {
        Template template = template("Other", "tributary-Delivery", 300);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(template))
                .withMessage("Pipe.Enrichment: arn:aws:lambda:us-east-1:000000000000:function:tributary-Other:live"
                        + " (expected: a function of this template)");
    }

    @Test
    void shouldRefuseATargetThatIsNotOfTheTemplate() throws IOException {
        Template template = template("Function", "other", 300);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(template))
                .withMessage("Pipe.Target: arn:aws:firehose:us-east-1:000000000000:deliverystream/other"
                        + " (expected: a delivery stream of this template that reads no stream itself)");
    }

    private static void start(Template template) {
        try (Backend backend = new EndpointBackend(NOWHERE)) {
            Pipeline.start(template, backend, FaultPlan.none()).close();
        }
    }

    private static void put(Backend backend, String key) {
        backend.clients()
                .kinesis()
                .putRecord(call -> call.streamName("events").partitionKey(key).data(SdkBytes.fromUtf8String("{}")));
    }

    private static List<String> objects(Backend backend) {
        return backend.clients().s3().listObjectsV2Paginator(call -> call.bucket("lake")).contents().stream()
                .map(S3Object::key)
                .map(key -> backend.clients()
                        .s3()
                        .getObjectAsBytes(call -> call.bucket("lake").key(key))
                        .asUtf8String())
                .toList();
    }

    private Template template(String enrichment, String target, int interval) throws IOException {
        String text = """
                Resources:
                  Letters: {Type: AWS::SQS::Queue, Properties: {QueueName: letters}}
                  Lake: {Type: AWS::S3::Bucket, Properties: {BucketName: lake}}
                  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: events, ShardCount: 1}}
                  Function: {Type: AWS::Serverless::Function, Properties: {Handler: "%1$s::handleRequest"}}
                  Idle: {Type: AWS::Serverless::Function, Properties: {Handler: "%1$s::handleRequest"}}
                  Pipe:
                    Type: AWS::Pipes::Pipe
                    Properties:
                      Source: !GetAtt Stream.Arn
                      SourceParameters:
                        KinesisStreamParameters:
                          StartingPosition: TRIM_HORIZON
                          BatchSize: 1
                          MaximumRetryAttempts: 1
                          DeadLetterConfig: {Arn: !GetAtt Letters.Arn}
                      Enrichment: !Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:tributary-%2$s:live
                      Target: !Sub arn:aws:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/%3$s
                      RoleArn: !Sub arn:aws:iam::${AWS::AccountId}:role/pipe
                  Delivery:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      ExtendedS3DestinationConfiguration:
                        BucketARN: !GetAtt Lake.Arn
                        BufferingHints: {IntervalInSeconds: %4$d}
                        ProcessingConfiguration: {Processors: [{Type: AppendDelimiterToRecord}]}
                """.formatted(BytesHandler.class.getName(), enrichment, target, interval);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
