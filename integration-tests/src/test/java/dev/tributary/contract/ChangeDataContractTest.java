package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes come to the bucket as Firehose writes them, the bucket tells the function, and nothing goes round in circles. */
class ChangeDataContractTest {

    private static final String STACK = "ChangeData";
    private static final String HERE = "us-east-1:000000000000:";
    private static final String HOUR =
            "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";

    /** Of the root's parameters, those that belong to this system begin so. */
    private static final String PREFIX = "Change";

    @Test
    void shouldDeliverTheStreamInCompressedLinesByTheHour() {
        JsonNode delivery = properties("ChangeDelivery");
        JsonNode s3 = delivery.path("ExtendedS3DestinationConfiguration");

        assertThat(delivery.path("DeliveryStreamType").asText()).isEqualTo("KinesisStreamAsSource");
        assertThat(delivery.at("/KinesisStreamSourceConfiguration/KinesisStreamARN")
                        .asText())
                .isEqualTo(stream());
        // Firehose takes it of a stream that is put to alone.
        assertThat(delivery.has("DeliveryStreamEncryptionConfigurationInput")).isFalse();
        assertThat(s3.path("BucketARN").asText()).isEqualTo("arn:aws:s3:::" + bucket());
        assertThat(s3.path("CompressionFormat").asText()).isEqualTo("GZIP");
        assertThat(s3.path("BufferingHints")).hasToString("{\"SizeInMBs\":5,\"IntervalInSeconds\":60}");
        assertThat(s3.at("/ProcessingConfiguration/Processors"))
                .hasToString("[{\"Type\":\"AppendDelimiterToRecord\","
                        + "\"Parameters\":[{\"ParameterName\":\"Delimiter\",\"ParameterValue\":\"\\\\n\"}]}]");
        assertThat(s3.path("Prefix").asText())
                .isEqualTo(function().environment().get("RAW_PREFIX") + HOUR);
        assertThat(s3.path("ErrorOutputPrefix").asText()).isEqualTo("error-data/!{firehose:error-output-type}/" + HOUR);
    }

    @Test
    void shouldAllowWhatFirehoseDoesAndNothingMore() {
        Set<String> grants = new TreeSet<>();
        Stream.of("DescribeStream", "GetRecords", "GetShardIterator", "ListShards")
                .forEach(action -> grants.add(Grants.grant("kinesis:" + action, stream())));
        String bucket = "arn:aws:s3:::" + bucket();
        Stream.of("GetBucketLocation", "ListBucket", "ListBucketMultipartUploads")
                .forEach(action -> grants.add(Grants.grant("s3:" + action, bucket)));
        Stream.of("AbortMultipartUpload", "GetObject", "PutObject").forEach(action -> {
            grants.add(Grants.grant("s3:" + action, bucket + "/raw/*"));
            grants.add(Grants.grant("s3:" + action, bucket + "/error-data/*"));
        });
        grants.add(Grants.grant("kms:Decrypt", key()));
        grants.add(Grants.grant("kms:GenerateDataKey", key()));
        grants.add(Grants.grant(
                "logs:PutLogEvents",
                "arn:aws:logs:" + HERE + "log-group:"
                        + properties("ChangeDelivery")
                                .at("/ExtendedS3DestinationConfiguration/CloudWatchLoggingOptions/LogGroupName")
                                .asText()
                        + ":*"));

        assertThat(Grants.of(properties("ChangeDeliveryRole"))).isEqualTo(grants);
        assertThat(Grants.keyServices(properties("ChangeDeliveryRole"))).isEqualTo(Set.of("kinesis", "s3"));
    }

    /** What the function writes into its own bucket must not invoke it. */
    @Test
    void shouldTellTheFunctionOfRawObjectsAlone() {
        FunctionDefinition function = function();

        assertThat(function.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("S3");
            assertThat(event.properties().path("Bucket").asText()).isEqualTo(bucket());
            assertThat(event.properties().path("Events").asText()).isEqualTo("s3:ObjectCreated:*");
            assertThat(event.properties().at("/Filter/S3Key/Rules"))
                    .hasToString("[{\"Name\":\"prefix\",\"Value\":\""
                            + function.environment().get("RAW_PREFIX") + "\"}]");
        });
        assertThat(function.environment()).containsEntry("CHANGE_BUCKET", bucket());
    }

    /** The queue of failed events holds no dead letters: what may be read from both is not the same. */
    @Test
    void shouldKeepWhatLambdaGivesUpInAQueueOfItsOwn() {
        JsonNode config = properties("CdcTransformFunction").path("EventInvokeConfig");
        String queue = Shipped.properties(Shipped.template(), STACK + "/FailedEventsQueue")
                .path("QueueName")
                .asText();

        assertThat(config.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(config.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(21_600);
        assertThat(config.path("DestinationConfig"))
                .hasToString("{\"OnFailure\":{\"Type\":\"SQS\",\"Destination\":\"arn:aws:sqs:" + HERE + queue + "\"}}");
        assertThat(function().environment().get("DEAD_LETTER_QUEUE_URL")).doesNotEndWith("/" + queue);
    }

    /** What SAM adds makes the bucket wait for the function, so that a reference back would be a circle. */
    @Test
    void shouldLetNothingOfTheFunctionWaitForTheBucket() throws IOException {
        Template elsewhere = Shipped.template(Map.of("Environment", "elsewhere"));

        assertThat(Shipped.properties(elsewhere, STACK + "/CdcTransformFunction")
                        .at("/Environment/Variables/CHANGE_BUCKET")
                        .asText())
                .isEqualTo(Shipped.properties(elsewhere, STACK + "/ChangeBucket")
                        .path("BucketName")
                        .asText());
        for (String name : Set.of("CdcTransformRole", "CdcTransformLogGroup", "ChangeKey", "FailedEventsQueue")) {
            assertThat(Shipped.text(Shipped.CHANGE_DATA, name)).doesNotContain("ChangeBucket");
        }
        assertThat(Shipped.text(Shipped.CHANGE_DATA, "CdcTransformFunction").replace("Bucket: !Ref ChangeBucket", ""))
                .doesNotContain("ChangeBucket");
    }

    @ParameterizedTest
    @CsvSource({"raw/, GLACIER, 90", "trusted/, GLACIER, 180", "trusted-analytics/, GLACIER, 180"})
    void shouldCoolDownWhatIsKeptForGood(String prefix, String storageClass, int days) {
        assertThat(rule(prefix).path("Transitions"))
                .hasToString("[{\"StorageClass\":\"" + storageClass + "\",\"TransitionInDays\":" + days + "}]");
        assertThat(rule(prefix).has("ExpirationInDays")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"quarantine/", "error-data/"})
    void shouldExpireWhatIsSetAside(String prefix) {
        assertThat(rule(prefix).path("ExpirationInDays").asInt()).isEqualTo(90);
    }

    /** What the template may be told must not end at the border of the stack. */
    @Test
    void shouldHandOnEveryParameter() throws IOException {
        assertThat(HandedOnParameters.check(Shipped.CHANGE_DATA, STACK, PREFIX)).hasSize(10);
        assertThat(Shipped.function(
                                Shipped.template(
                                        Map.of("ChangeTableContracts", "{\"dms.employees\":\"public.employees\"}")),
                                STACK + "/CdcTransformFunction")
                        .environment())
                .containsEntry("TABLE_CONTRACTS", "{\"dms.employees\":\"public.employees\"}");
    }

    private static JsonNode rule(String prefix) {
        Map<String, JsonNode> rules = new HashMap<>();
        properties("ChangeBucket")
                .at("/LifecycleConfiguration/Rules")
                .forEach(rule -> rules.put(rule.path("Prefix").asText(), rule));
        assertThat(rules).containsKey(prefix);
        return rules.getOrDefault(prefix, rules.values().iterator().next());
    }

    private static FunctionDefinition function() {
        return Shipped.function(Shipped.template(), STACK + "/CdcTransformFunction");
    }

    private static JsonNode properties(String logicalId) {
        return Shipped.properties(Shipped.template(), STACK + "/" + logicalId);
    }

    private static String stream() {
        return "arn:aws:kinesis:" + HERE + "stream/"
                + properties("ChangeStream").path("Name").asText();
    }

    private static String bucket() {
        return properties("ChangeBucket").path("BucketName").asText();
    }

    private static String key() {
        return properties("ChangeStream").at("/StreamEncryption/KeyId").asText();
    }
}
