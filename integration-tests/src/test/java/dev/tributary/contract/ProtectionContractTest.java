package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds data is encrypted with the pipeline's own key, outlives mistakes, and is reached by TLS alone. */
class ProtectionContractTest {

    @ParameterizedTest
    @CsvSource({
        "AWS::Kinesis::Stream, /StreamEncryption/KeyId",
        "AWS::DynamoDB::Table, /SSESpecification/KMSMasterKeyId",
        "AWS::S3::Bucket, /BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
        "AWS::SQS::Queue, /KmsMasterKeyId",
        "AWS::SNS::Topic, /KmsMasterKeyId",
        "AWS::Logs::LogGroup, /KmsKeyId"
    })
    void shouldEncryptWithThePipelinesKey(String type, String pointer) {
        String key = Shipped.resources("AWS::KMS::Key").get(0).physicalName();

        assertThat(Shipped.resources(type)).isNotEmpty().allSatisfy(resource -> assertThat(
                        resource.properties().at(pointer).asText())
                .endsWith(":key/" + key));
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
