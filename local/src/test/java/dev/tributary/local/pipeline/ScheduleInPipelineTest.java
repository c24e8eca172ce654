package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

/** Functions that the clock invokes, and queues that a bucket tells of its objects: what scores rows has both. */
@Timeout(60)
class ScheduleInPipelineTest {

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
    void shouldInvokeAFunctionEachTimeThatItsScheduleFires() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Schedule: rate(1 hour)", "trusted/");
            new Provisioner(backend).provision(template);
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                pipeline.fire("Score");
                while (score(pipeline).resolved() < 2) { // the second is the interval's
                    Thread.onSpinWait();
                }

                assertThat(score(pipeline).retriedInvocations()).isZero();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pipeline.fire("Other"))
                        .withMessage("function: Other (expected: the logical id of one of this pipeline)");
                assertThatIllegalStateException()
                        .isThrownBy(() -> pipeline.fire("Transform"))
                        .withMessage("Transform has no schedule that is enabled (expected: one to fire)");
            }
        }
    }

    @Test
    void shouldRetryAndGiveUpAFiringThatTheFunctionFailsOn() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Schedule: rate(1 hour), Input: '[\"fail\"]'", "trusted/");
            new Provisioner(backend).provision(template);
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                pipeline.fire("Score");
                while (score(pipeline).resolved() == 0) {
                    Thread.onSpinWait();
                }

                assertThat(score(pipeline).retriedInvocations()).isGreaterThanOrEqualTo(2);
            }
            assertThat(receive(backend, "failed").get(0))
                    .contains("\"RetriesExhausted\"", "\"approximateInvokeCount\":3", "[\"fail\"]", "as told");
        }
    }

    @Test
    void shouldTellAQueueOfObjectsAndAFunctionOfOthers() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Schedule: rate(1 hour), State: DISABLED", "trusted/");
            new Provisioner(backend).provision(template);
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                put(backend, "raw/a");
                put(backend, "trusted/a b");
                put(backend, "quarantine/a");
                put(backend, "trusted/c");
                while (!pipeline.isQuiet()) {
                    Thread.onSpinWait();
                }

                assertThatIllegalStateException()
                        .isThrownBy(() -> pipeline.fire("Score"))
                        .withMessage("Score has no schedule that is enabled (expected: one to fire)");
                assertThat(pipeline.activities())
                        .containsExactly(
                                // The test event and the object below raw/.
                                new FunctionActivity("Transform", 2, 0, 2, 0, Map.of()),
                                new FunctionActivity("Score", 0, 0, 0, 0, Map.of()));
            }
            List<String> told = receive(backend, "announcements");
            assertThat(told).hasSize(3);
            assertThat(told)
                    .filteredOn(body -> body.contains("\"s3:TestEvent\""))
                    .hasSize(1);
            assertThat(told)
                    .filteredOn(body -> body.contains("\"key\":\"trusted/a+b\""))
                    .singleElement()
                    .satisfies(body -> assertThat(body).contains("\"ObjectCreated:Put\"", "\"versionId\""));
            assertThat(told)
                    .filteredOn(body -> body.contains("\"key\":\"trusted/c\""))
                    .hasSize(1);
        }
    }

    @Test
    void shouldNotStartWithAQueueThatIsNotThere() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Schedule: rate(1 hour)", "trusted/");
            new Provisioner(backend).provision(template);
            backend.clients().sqs().deleteQueue(call -> call.queueUrl(backend.queueUrl("announcements")));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pipeline.start(template, backend, FaultPlan.none()))
                    .withMessage("Bucket.NotificationConfiguration.QueueConfigurations[0].Queue: does not exist"
                            + " (expected: one that takes the bucket's test event)");
        }
    }

    @Test
    void shouldRefuseByName() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(template("Schedule: every hour", "trusted/")))
                .withMessageStartingWith("Score.Runs.Schedule: every hour (expected: rate(value unit)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(template("Schedule: rate(1 hour)", "raw/a/")))
                .withMessageStartingWith("Bucket.NotificationConfiguration.QueueConfigurations[0].Filter: overlaps"
                        + " Transform.Objects (expected: ");
    }

    private static void start(Template template) {
        try (Backend backend = new EndpointBackend(NOWHERE)) {
            Pipeline.start(template, backend, FaultPlan.none()).close();
        }
    }

    private static FunctionActivity score(Pipeline pipeline) {
        return pipeline.activities().get(1);
    }

    private static void put(Backend backend, String key) {
        backend.clients().s3().putObject(call -> call.bucket("changes").key(key), RequestBody.fromString("{}"));
    }

    private static List<String> receive(Backend backend, String queue) {
        List<String> bodies = new ArrayList<>();
        List<Message> messages = List.of();
        do {
            messages.forEach(message -> bodies.add(message.body()));
            messages = backend.clients()
                    .sqs()
                    .receiveMessage(
                            call -> call.queueUrl(backend.queueUrl(queue)).maxNumberOfMessages(10))
                    .messages();
        } while (!messages.isEmpty());
        return bodies;
    }

    private Template template(String rule, String prefix) throws IOException {
        String text = """
                Resources:
                  Failed: {Type: AWS::SQS::Queue, Properties: {QueueName: failed}}
                  Announcements: {Type: AWS::SQS::Queue, Properties: {QueueName: announcements}}
                  AnnouncementsPolicy: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Announcements]}}
                  Runtime: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}
                  Bucket:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: changes
                      VersioningConfiguration: {Status: Enabled}
                      NotificationConfiguration:
                        QueueConfigurations:
                          - Event: s3:ObjectCreated:*
                            Filter: {S3Key: {Rules: [{Name: prefix, Value: %3$s}]}}
                            Queue: !Select [0, [!GetAtt Announcements.Arn, !Ref AnnouncementsPolicy]]
                  Transform:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: "%1$s::handleRequest"
                      Events:
                        Objects:
                          Type: S3
                          Properties:
                            Bucket: !Ref Bucket
                            Events: s3:ObjectCreated:*
                            Filter: {S3Key: {Rules: [{Name: prefix, Value: raw/}]}}
                  Score:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: "%1$s::handleRequest"
                      Layers: [!Ref Runtime]
                      EventInvokeConfig:
                        MaximumRetryAttempts: 2
                        DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failed.Arn}}
                      Events:
                        Runs: {Type: Schedule, Properties: {%2$s}}
                """.formatted(BytesHandler.class.getName(), rule, prefix);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
