package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** {@link BytesHandler} fails where a change holds the word, and so hands the very events over to the bucket. */
@Timeout(60)
class TableInPipelineTest {

    /** Nothing listens there: what these tests expect comes before the first call. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final String STREAM = "Stream: !GetAtt Table.StreamArn";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, AttributeValue> KEYS = Map.of(
            "id", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 5})),
            "at", AttributeValue.fromN("-12.50"));

    private final Properties before = (Properties) System.getProperties().clone();

    @TempDir
    Path folder;

    /** A pipeline leaves its backend's endpoints among them. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    @Test
    void shouldHandOverEveryChangeWithBothImagesInItsOrder() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("DynamoDB", STREAM, "TRIM_HORIZON");
            new Provisioner(backend).provision(template);
            DynamoDbClient dynamoDb = backend.clients().dynamoDb();
            put(dynamoDb, "fail 1");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                put(dynamoDb, "fail 2");
                dynamoDb.deleteItem(call -> call.tableName("events").key(KEYS));
                put(dynamoDb, "good");
                awaitQuiet(pipeline);

                assertThat(pipeline.activities())
                        .extracting(FunctionActivity::resolved)
                        .containsExactly(4L);
            }

            List<JsonNode> documents = documents(backend.clients().s3());
            assertThat(documents).hasSize(3);
            String streamArn =
                    documents.get(0).at("/DDBStreamBatchInfo/streamArn").asText();
            assertThat(streamArn).matches("arn:aws:dynamodb:us-east-1:000000000000:table/events/stream/20[0-9T:.-]+");
            List<JsonNode> changes = new ArrayList<>();
            for (JsonNode document : documents) {
                assertThat(document.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
                JSON.readTree(document.path("payload").asText()).path("Records").forEach(changes::add);
            }
            assertThat(changes)
                    .extracting(change -> change.path("eventName").asText())
                    .containsExactly("INSERT", "MODIFY", "REMOVE");
            assertThat(changes).allSatisfy(change -> {
                assertThat(change.path("eventSourceARN").asText()).isEqualTo(streamArn);
                assertThat(change.path("awsRegion").asText()).isEqualTo("us-east-1");
                assertThat(change.at("/dynamodb/Keys"))
                        .hasToString("{\"at\":{\"N\":\"-12.5\"},\"id\":{\"B\":\"AP8F\"}}");
            });
            assertThat(changes)
                    .extracting(change -> image(change, "OldImage"), change -> image(change, "NewImage"))
                    .containsExactly(tuple("", "fail 1"), tuple("fail 1", "fail 2"), tuple("fail 2", ""));
            assertThat(changes.get(1).at("/dynamodb/NewImage")).hasToString("""
                    {"at":{"N":"-12.5"},"empty":{"M":{}},"id":{"B":"AP8F"},"text":{"S":"fail 2"},"töne":{"NS":["1","2"]}}""");
        }
    }

    @Test
    void shouldResolveEveryWriteThatReturnedBeforeItWasAsked() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("DynamoDB", STREAM, "LATEST");
            new Provisioner(backend).provision(template);
            put(backend.clients().dynamoDb(), "before the start");
            try (Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none())) {
                for (int write = 1; write <= 20; write++) {
                    put(backend.clients().dynamoDb(), "write " + write);
                    awaitQuiet(pipeline);

                    assertThat(pipeline.activities())
                            .extracting(FunctionActivity::resolved)
                            .containsExactly((long) write);
                }
            }
        }
    }

    @Test
    void shouldRefuseATableWithoutAStream() throws IOException {
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template("DynamoDB", "Stream: !GetAtt Plain.StreamArn", "LATEST");
            new Provisioner(backend).provision(template);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pipeline.start(template, backend, FaultPlan.none()))
                    .withMessage("Stream: table plain has none (expected: a StreamSpecification)");
        }
    }

    @Test
    void shouldRefuseAStreamOfAnotherService() throws IOException {
        String kinesis = "arn:aws:kinesis:us-east-1:000000000000:stream/events";
        assertRefused(
                template("DynamoDB", "Stream: " + kinesis, "LATEST"),
                "Stream: " + kinesis + " (expected: the ARN of a DynamoDB table's stream)");
        assertRefused(
                template("Kinesis", STREAM, "LATEST"),
                "Stream: arn:aws:dynamodb:us-east-1:000000000000:table/events/stream/1970-01-01T00:00:00.000"
                        + " (expected: the ARN of a Kinesis stream)");
    }

    @Test
    void shouldRefuseAStartAtATime() throws IOException {
        assertRefused(
                template("DynamoDB", STREAM + ", StartingPositionTimestamp: 1", "AT_TIMESTAMP"),
                "StartingPosition: AT_TIMESTAMP (expected: TRIM_HORIZON or LATEST)");
    }

    private static void assertRefused(Template template, String message) {
        try (Backend backend = new EndpointBackend(NOWHERE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pipeline.start(template, backend, FaultPlan.none()))
                    .withMessage(message);
        }
    }

    private static void awaitQuiet(Pipeline pipeline) {
        while (!pipeline.isQuiet()) {
            Thread.onSpinWait();
        }
    }

    private static void put(DynamoDbClient dynamoDb, String text) {
        Map<String, AttributeValue> item = new HashMap<>(KEYS);
        item.put("text", AttributeValue.fromS(text));
        item.put("töne", AttributeValue.fromNs(List.of("2", "1")));
        item.put("empty", AttributeValue.fromM(Map.of()));
        dynamoDb.putItem(call -> call.tableName("events").item(item));
    }

    private static String image(JsonNode change, String name) {
        return change.path("dynamodb").path(name).at("/text/S").asText();
    }

    /** In the order in which they were written, which an object's key tells to the second only. */
    private static List<JsonNode> documents(S3Client s3) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (var object : s3.listObjectsV2(call -> call.bucket("given-up")).contents()) {
            documents.add(JSON.readTree(
                    s3.getObjectAsBytes(call -> call.bucket("given-up").key(object.key()))
                            .asByteArray()));
        }
        documents.sort(
                Comparator.comparing(document -> document.path("timestamp").asText()));
        return documents;
    }

    private Template template(String type, String stream, String position) throws IOException {
        String text = """
                Resources:
                  GivenUp: {Type: AWS::S3::Bucket, Properties: {BucketName: given-up}}
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: events
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{AttributeName: id, KeyType: HASH}, {AttributeName: at, KeyType: RANGE}]
                      AttributeDefinitions: [{AttributeName: id, AttributeType: B}, {AttributeName: at, AttributeType: N}]
                      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  Plain:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: plain
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{AttributeName: id, KeyType: HASH}]
                      AttributeDefinitions: [{AttributeName: id, AttributeType: B}]
                  Function:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: %s::handleRequest
                      Timeout: 30
                      Events:
                        Changes:
                          Type: %s
                          Properties: {%s, StartingPosition: %s, BatchSize: 1, MaximumRetryAttempts: 0,
                            DestinationConfig: {OnFailure: {Type: S3, Destination: !GetAtt GivenUp.Arn}}}
                """.formatted(BytesHandler.class.getName(), type, stream, position);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
