package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds data is encrypted with keys of our own, outlives mistakes, and is reached by TLS alone. */
class ProtectionContractTest {

    /** The topics hold none, and logs can go. */
    private static final Set<String> HOLDING_DATA = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::Kinesis::Stream",
            "AWS::KinesisFirehose::DeliveryStream",
            "AWS::KMS::Key",
            "AWS::S3::Bucket",
            "AWS::SQS::Queue");

    private static final int LONGEST_BUCKET_NAME = 63;

    /** Stacks without a key, by that whose key they use: what they hold comes from there. */
    private static final Map<String, String> KEPT_BY_OTHERS = Map.of("Inference/", "ChangeData/");

    @ParameterizedTest
    @CsvSource({
        "AWS::Kinesis::Stream, /StreamEncryption/KeyId",
        "AWS::DynamoDB::Table, /SSESpecification/KMSMasterKeyId",
        "AWS::S3::Bucket, /BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
        "AWS::SQS::Queue, /KmsMasterKeyId",
        "AWS::SNS::Topic, /KmsMasterKeyId",
        "AWS::Logs::LogGroup, /KmsKeyId",
        "AWS::RDS::DBInstance, /KmsKeyId",
        "AWS::RDS::DBInstance, /MasterUserSecret/KmsKeyId",
        "AWS::SecretsManager::Secret, /KmsKeyId",
        "AWS::DMS::ReplicationInstance, /KmsKeyId",
        "AWS::DMS::Endpoint, /KmsKeyId"
    })
    void shouldEncryptWithTheKeyOfTheStackOrElseOfThePipeline(String type, String pointer) {
        List<Resource> keys = Shipped.resources("AWS::KMS::Key");

        assertThat(Shipped.resources(type)).isNotEmpty().allSatisfy(resource -> {
            String own = resource.logicalId().replaceFirst("[^/]*$", "");
            String stack = KEPT_BY_OTHERS.getOrDefault(own, own);
            String key = keys.stream()
                    .filter(one -> one.logicalId().matches(stack + "\\w+"))
                    .findFirst()
                    .orElse(keys.get(0))
                    .physicalName();
            assertThat(resource.properties().at(pointer).asText()).endsWith(":key/" + key);
        });
        assertThat(keys.get(0).logicalId()).isEqualTo("PipelineKey");
    }

    @Test
    void shouldRotateEveryKeyAndNameItInWords() {
        List<Resource> aliases = Shipped.resources("AWS::KMS::Alias");

        assertThat(Shipped.resources("AWS::KMS::Key")).isNotEmpty().allSatisfy(key -> {
            assertThat(key.properties().path("EnableKeyRotation").booleanValue())
                    .isTrue();
            assertThat(aliases)
                    .filteredOn(alias ->
                            alias.properties().path("TargetKeyId").asText().equals(key.physicalName()))
                    .hasSize(1);
        });
        assertThat(aliases).extracting(Resource::physicalName).doesNotHaveDuplicates();
    }

    /** In every template, since a stack within another is deleted with it. */
    @ParameterizedTest
    @MethodSource(Shipped.TEMPLATES)
    void shouldLeaveWhatHoldsDataBehindWithoutHinderingTheNextAttempt(Path template) throws IOException {
        assertThat(holdingData(template)).allSatisfy((name, resource) -> assertThat(resource)
                .as(name)
                .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                .containsEntry("UpdateReplacePolicy", "Retain"));
    }

    @Test
    void shouldKnowWhereThereIsData() throws IOException {
        List<String> without = new ArrayList<>();
        for (Path template : Shipped.templates()) {
            if (holdingData(template).isEmpty()) {
                without.add(template.getFileName().toString());
            }
        }

        assertThat(without).containsExactlyInAnyOrder("event-api.yaml", "observability.yaml");
    }

    private static Map<String, Map<String, Object>> holdingData(Path template) throws IOException {
        Map<String, Map<String, Object>> holding = new HashMap<>(Shipped.section(template, "Resources"));
        holding.values().removeIf(resource -> !HOLDING_DATA.contains(resource.get("Type")));
        return holding;
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::S3::Bucket, AWS::S3::BucketPolicy, Bucket, s3:*",
        "AWS::SQS::Queue, AWS::SQS::QueuePolicy, Queues, sqs:*",
        "AWS::SNS::Topic, AWS::SNS::TopicPolicy, Topics, sns:Publish"
    })
    void shouldRefuseWhatComesWithoutTls(String type, String policyType, String field, String action) {
        List<Resource> policies = Shipped.resources(policyType);

        assertThat(Shipped.resources(type)).isNotEmpty().allSatisfy(resource -> assertThat(policies)
                .filteredOn(policy -> Grants.texts(policy.properties().path(field)).stream()
                        .anyMatch(name -> name.endsWith(resource.physicalName())))
                .singleElement()
                .satisfies(policy -> {
                    JsonNode statement = policy.properties().at("/PolicyDocument/Statement/0");
                    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(statement.path("Principal").asText()).isEqualTo("*");
                    assertThat(statement.path("Action").asText()).isEqualTo(action);
                    assertThat(statement.path("Condition"))
                            .hasToString("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}");
                    assertThat(Grants.texts(statement.path("Resource")))
                            .isNotEmpty()
                            .allMatch(arn -> arn.replace("/*", "").endsWith(":" + resource.physicalName()));
                }));
    }

    /** With the longest environment that there can be, in the regions with the longest names. */
    @Test
    void shouldNameBucketsInWhatS3Takes() {
        Template longest = Shipped.template(Map.of("Environment", "an-environment-9"));
        int longerRegion = "ap-southeast-1".length() - "us-east-1".length();

        assertThat(longest.resources())
                .filteredOn(resource -> resource.type().equals("AWS::S3::Bucket"))
                .isNotEmpty()
                .allSatisfy(bucket -> assertThat(bucket.physicalName().length() + longerRegion)
                        .as(bucket.physicalName())
                        .isLessThanOrEqualTo(LONGEST_BUCKET_NAME));
    }

    @ParameterizedTest
    @CsvSource({"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"})
    void shouldKeepVersionsOfObjectsAndThePublicOut(String block) {
        assertThat(Shipped.resources("AWS::S3::Bucket")).isNotEmpty().allSatisfy(bucket -> {
            assertThat(bucket.properties().at("/VersioningConfiguration/Status").asText())
                    .isEqualTo("Enabled");
            assertThat(bucket.properties()
                            .path("PublicAccessBlockConfiguration")
                            .path(block)
                            .booleanValue())
                    .isTrue();
        });
    }
}
