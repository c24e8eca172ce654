package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bucket announces what is to be scored, the schedule has it scored, and ONNX Runtime comes from a layer. */
class InferenceContractTest {

    private static final String STACK = "Inference";
    private static final String FUNCTION = STACK + "/MlInferenceFunction";
    private static final String HERE = "us-east-1:000000000000:";

    /** Of the root's parameters, those that belong to this system begin so. */
    private static final String PREFIX = "Inference";

    private static final Path POM = Shipped.ROOT.resolve("pom.xml");

    @Test
    void shouldTellTheQueueOfTrustedObjectsAlone() {
        assertThat(changeData("ChangeBucket").at("/NotificationConfiguration/QueueConfigurations"))
                .hasToString("[{\"Event\":\"s3:ObjectCreated:*\",\"Filter\":{\"S3Key\":{\"Rules\":["
                        + "{\"Name\":\"prefix\",\"Value\":\""
                        + function().environment().get("TRUSTED_PREFIX") + "\"}]}},\"Queue\":\"" + queue() + "\"}]");
        assertThat(function().environment().get("ANNOUNCEMENT_QUEUE_URL")).endsWith("/" + name("AnnouncementQueue"));
        assertThat(function().environment())
                .containsEntry(
                        "CHANGE_BUCKET",
                        changeData("ChangeBucket").path("BucketName").asText());
    }

    /** S3 calls as itself: for this bucket alone, or any bucket of anybody could fill the queue. */
    @Test
    void shouldLetTheBucketAnnounceAndNobodyElse() {
        String bucket =
                "arn:aws:s3:::" + changeData("ChangeBucket").path("BucketName").asText();
        JsonNode statements = changeData("AnnouncementQueuePolicy").at("/PolicyDocument/Statement");
        JsonNode ofKey = changeData("ChangeKey").at("/KeyPolicy/Statement");

        assertThat(statements).hasSize(2);
        JsonNode send = statements.get(1);
        assertThat(send.path("Action").asText()).isEqualTo("sqs:SendMessage");
        assertThat(send.path("Resource").asText()).isEqualTo(queue());
        assertThat(send.path("Principal")).hasToString("{\"Service\":\"s3.amazonaws.com\"}");
        assertThat(send.path("Condition"))
                .hasToString("{\"StringEquals\":{\"aws:SourceAccount\":\"000000000000\"},"
                        + "\"ArnEquals\":{\"aws:SourceArn\":\"" + bucket + "\"}}");
        assertThat(ofKey)
                .filteredOn(
                        statement -> statement.at("/Principal/Service").asText().equals("s3.amazonaws.com"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.path("Action")).hasToString("[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
                    assertThat(statement
                                    .at("/Condition/ArnEquals/aws:SourceArn")
                                    .asText())
                            .isEqualTo(bucket);
                    assertThat(statement
                                    .at("/Condition/StringEquals/aws:SourceAccount")
                                    .asText())
                            .isEqualTo("000000000000");
                });
    }

    /** S3 tries a queue out as it is told of it, so the policies are there first; and the bucket is after them all. */
    @Test
    void shouldMakeTheQueueAndItsPolicyBeforeTheBucket() throws IOException {
        assertThat(Shipped.text(Shipped.CHANGE_DATA, "ChangeBucket")).contains("!Ref AnnouncementQueuePolicy");
        for (String name : List.of(
                "AnnouncementQueue",
                "AnnouncementQueuePolicy",
                "AnnouncementDeadLetterQueue",
                "AnnouncementDeadLetterQueuePolicy")) {
            assertThat(Shipped.text(Shipped.CHANGE_DATA, name))
                    .contains("Condition: IsInferenceWanted")
                    .doesNotContain("ChangeBucket");
        }
    }

    /** What a run has received must not be seen by another while it may still be at work. */
    @Test
    void shouldHideWhatARunHasReceivedForAsLongAsItMayTake() {
        JsonNode queue = changeData("AnnouncementQueue");
        int timeout = properties("MlInferenceFunction").path("Timeout").asInt();

        assertThat(timeout).isEqualTo(900);
        assertThat(queue.path("VisibilityTimeout").asInt()).isBetween(timeout + 60, 2 * timeout);
        assertThat(queue.path("RedrivePolicy"))
                .hasToString("{\"deadLetterTargetArn\":\"arn:aws:sqs:" + HERE + name("AnnouncementDeadLetterQueue")
                        + "\",\"maxReceiveCount\":48}");
        assertThat(changeData("AnnouncementDeadLetterQueue").path("RedriveAllowPolicy"))
                .hasToString("{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + queue() + "\"]}");
    }

    @Test
    void shouldRunByTheHourOrAsOneLikes() {
        assertThat(function().events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("Schedule");
            assertThat(event.properties())
                    .hasToString("{\"Name\":\"tributary-dev-ml-inference\","
                            + "\"Description\":\"Scores the rows that have changed.\",\"Schedule\":\"rate(1 hour)\"}");
        });
        assertThat(Shipped.function(
                                Shipped.template(Map.of("InferenceScheduleExpression", "cron(0 6 * * ? *)")), FUNCTION)
                        .events()
                        .get(0)
                        .properties()
                        .path("Schedule")
                        .asText())
                .isEqualTo("cron(0 6 * * ? *)");
    }

    @Test
    void shouldRunOneAtATimeWhereTheAccountTakesIt() {
        Template unreserved = Shipped.template(Map.of("InferenceReserveConcurrency", "false"));

        assertThat(properties("MlInferenceFunction")
                        .path("ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1);
        assertThat(Shipped.properties(unreserved, FUNCTION).has("ReservedConcurrentExecutions"))
                .isFalse();
    }

    @Test
    void shouldKeepWhatLambdaGivesUpInAQueueOfItsOwn() {
        JsonNode config = properties("MlInferenceFunction").path("EventInvokeConfig");

        assertThat(config.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(config.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(21_600);
        assertThat(config.path("DestinationConfig"))
                .hasToString("{\"OnFailure\":{\"Type\":\"SQS\",\"Destination\":\"arn:aws:sqs:" + HERE
                        + properties("FailedEventsQueue").path("QueueName").asText() + "\"}}");
    }

    @Test
    void shouldTakeTheModelFromThePackageOrFromTheBucket() {
        Map<String, String> fromBucket = Map.of("InferenceModelSource", "BUCKET", "InferenceModel", "salary/2");
        Template template = Shipped.template(fromBucket);
        String bucket = changeData("ChangeBucket").path("BucketName").asText();
        Set<String> grants = new TreeSet<>(Grants.of(Shipped.properties(template, STACK + "/MlInferenceRole")));
        grants.removeAll(Grants.of(properties("MlInferenceRole")));

        assertThat(function().environment()).containsEntry("MODEL_BUCKET", "");
        assertThat(Shipped.function(template, FUNCTION).environment())
                .containsEntry("MODEL_BUCKET", bucket)
                .containsEntry("MODEL", "salary/2");
        assertThat(grants)
                .containsExactly(Grants.grant("s3:GetObject", "arn:aws:s3:::" + bucket + "/models/salary/2/*"));
    }

    @ParameterizedTest
    @CsvSource({"arm64, OnnxRuntimeArmLayer, linux-aarch64", "x86_64, OnnxRuntimeIntelLayer, linux-x64"})
    void shouldHaveALayerForTheArchitectureAlone(String architecture, String logicalId, String natives)
            throws IOException {
        Template template = Shipped.template(Map.of("Architecture", architecture));
        List<Resource> layers = template.resources().stream()
                .filter(resource -> resource.type().equals("AWS::Serverless::LayerVersion"))
                .toList();

        assertThat(layers).singleElement().satisfies(layer -> {
            assertThat(layer.logicalId()).isEqualTo(STACK + "/" + logicalId);
            assertThat(layer.properties().path("CompatibleArchitectures")).hasToString("[\"" + architecture + "\"]");
            assertThat(layer.properties().path("ContentUri").asText())
                    .isEqualTo("../onnxruntime-layer/" + architecture);
            assertThat(Shipped.properties(template, FUNCTION).path("Layers"))
                    .singleElement()
                    .satisfies(arn -> assertThat(arn.asText()).contains(":layer:" + layer.physicalName() + ":"));
            assertThat(layer.properties().path("CompatibleRuntimes"))
                    .hasToString("[\""
                            + Shipped.properties(template, FUNCTION)
                                    .path("Runtime")
                                    .asText()
                            + "\"]");
        });
        assertThat(layerPom(architecture)).contains("<natives>" + natives + "</natives>");
    }

    /** `sam build` copies the folder of a layer alone, so that they cannot share a parent. */
    @Test
    void shouldBuildTheLayersAlike() throws IOException {
        assertThat(layerPom("x86_64").replace("linux-x64", "linux-aarch64").replace("x86_64", "arm64"))
                .isEqualTo(layerPom("arm64"));
        assertThat(layerPom("arm64")).doesNotContain("<parent>");
    }

    /** SAM publishes no version of the function for a change of its layer alone, but for one of the description. */
    @Test
    void shouldPublishAVersionForEveryVersionOfOnnxRuntime() throws IOException {
        String version = onnxruntime(Files.readString(POM));

        assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(onnxruntime(layerPom("arm64"))).isEqualTo(version);
        assertThat(properties("MlInferenceFunction").path("VersionDescription").asText())
                .endsWith(" onnxruntime-" + version);
    }

    /** Every function but this one runs without the layer, and none has the options that it needs. */
    @Test
    void shouldGiveTheLayerToThisFunctionAlone() {
        Map<String, Boolean> layered = new HashMap<>();
        Shipped.functions()
                .forEach(one -> layered.put(
                        one.logicalId(),
                        Shipped.properties(Shipped.template(), one.logicalId()).has("Layers")));

        assertThat(layered).containsEntry(FUNCTION, true);
        layered.remove(FUNCTION);
        assertThat(layered.values()).isNotEmpty().containsOnly(false);
        assertThat(function().environment())
                .containsEntry(
                        "JAVA_TOOL_OPTIONS",
                        "-Donnxruntime.native.path=/opt/java/lib --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void shouldHandOnEveryParameter() throws IOException {
        assertThat(HandedOnParameters.check(Shipped.INFERENCE, STACK, PREFIX)).hasSize(7);
    }

    private static String layerPom(String architecture) throws IOException {
        return Files.readString(
                Shipped.ROOT.resolve("onnxruntime-layer").resolve(architecture).resolve("pom.xml"));
    }

    private static String onnxruntime(String pom) {
        return pom.replaceFirst("(?s).*<onnxruntime\\.version>(.*?)</onnxruntime\\.version>.*", "$1");
    }

    private static FunctionDefinition function() {
        return Shipped.function(Shipped.template(), FUNCTION);
    }

    private static JsonNode properties(String logicalId) {
        return Shipped.properties(Shipped.template(), STACK + "/" + logicalId);
    }

    private static JsonNode changeData(String logicalId) {
        return Shipped.properties(Shipped.template(), "ChangeData/" + logicalId);
    }

    private static String name(String queue) {
        return changeData(queue).path("QueueName").asText();
    }

    private static String queue() {
        return "arn:aws:sqs:" + HERE + name("AnnouncementQueue");
    }
}
