package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.FunctionStartException;
import dev.tributary.local.function.ScriptedHandler;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;

@Timeout(60)
class PipelineTest {

    /** Nothing listens there: what these tests expect comes before the first call. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final String QUEUE = "DestinationConfig: {OnFailure: {Destination: !GetAtt GivenUp.Arn}}";

    private final Properties before = (Properties) System.getProperties().clone();

    @TempDir
    Path folder;

    /** A pipeline leaves its backend's endpoints among them. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    /** With enhanced fan-out the source is a consumer of the stream, not the stream. */
    @ParameterizedTest
    @ValueSource(strings = {"!GetAtt Stream.Arn", "!GetAtt Consumer.ConsumerARN"})
    void shouldFeedAFunctionFromItsStreamAndSendWhatItGivesUpToTheQueue(String stream) throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("Kinesis", stream, ScriptedHandler.class.getName(), QUEUE);
            new Provisioner(backend).provision(template);
            put(backend, "call");
            put(backend, "fail");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                while (!pipeline.isQuiet()) {
                    Thread.onSpinWait();
                }

                assertThat(pipeline.activities())
                        .containsExactly(
                                new FunctionActivity("Scripted", 2, 0, 3, 1, Map.of("dynamodb:BatchGetItem", 1L)));
            }
            List<Message> givenUp = backend.clients()
                    .sqs()
                    .receiveMessage(call -> call.queueUrl(backend.queueUrl("given-up")))
                    .messages();
            assertThat(givenUp).singleElement().satisfies(message -> assertThat(message.body())
                    .contains("RetryAttemptsExhausted"));
        }
    }

    @Test
    void shouldRefuseASourceThatIsNotSimulated() throws IOException {
        Template template = template("SQS", ScriptedHandler.class.getName(), QUEUE);

        assertThatThrownBy(() -> start(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "event source Source of Scripted: SQS"
                                + " (expected: one of [Kinesis, DynamoDB, S3, Schedule, ScheduleV2], the only sources that are simulated)");
    }

    @Test
    void shouldRefuseADestinationThatIsNotSimulated() throws IOException {
        Template template = template(
                "Kinesis",
                ScriptedHandler.class.getName(),
                "DestinationConfig: {OnFailure: {Destination: \"arn:aws:sns:us-east-1:000000000000:topic\"}}");

        assertThatThrownBy(() -> start(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arn:aws:sns:us-east-1:000000000000:topic (expected: ");
    }

    @Test
    void shouldNotStartWhenAFunctionDoesNot() throws IOException {
        Template template = template("Kinesis", "dev.tributary.Nobody", QUEUE);

        assertThatThrownBy(() -> start(template)).isInstanceOf(FunctionStartException.class);
    }

    private static void start(Template template) {
        try (Backend backend = new EndpointBackend(NOWHERE)) {
            Pipeline.start(template, backend, FaultPlan.none()).close();
        }
    }

    private static void put(Backend backend, String data) {
        backend.clients()
                .kinesis()
                .putRecord(call -> call.streamName("events").partitionKey("key").data(SdkBytes.fromUtf8String(data)));
    }

    private Template template(String source, String handler, String destination) throws IOException {
        return template(source, "!GetAtt Stream.Arn", handler, destination);
    }

    private Template template(String source, String stream, String handler, String destination) throws IOException {
        String text = """
                Resources:
                  GivenUp: {Type: AWS::SQS::Queue, Properties: {QueueName: given-up}}
                  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: events, ShardCount: 1}}
                  Consumer:
                    Type: AWS::Kinesis::StreamConsumer
                    Properties: {ConsumerName: reader, StreamARN: !GetAtt Stream.Arn}
                  Scripted:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: %s::handleRequest
                      Timeout: 30
                      Environment: {Variables: {GREETING: hi}}
                      Events:
                        Source:
                          Type: %s
                          Properties:
                            Stream: %s
                            StartingPosition: TRIM_HORIZON
                            BatchSize: 1
                            MaximumRetryAttempts: 1
                            %s
                """.formatted(handler, source, stream, destination);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
