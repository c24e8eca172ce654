package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.provision.Provisioned;
import dev.tributary.local.provision.Provisioned.Outcome;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What holds data is created from the template, by the services' own APIs, on every backend. */
abstract class ResourceScenarios extends Scenarios {

    /** What a backend holds; the rest runs in this process, or has no effect on one machine. */
    private static final Set<String> HELD = Set.of(
            "AWS::Kinesis::Stream",
            "AWS::DynamoDB::Table",
            "AWS::S3::Bucket",
            "AWS::SQS::Queue",
            "AWS::SNS::Topic",
            "AWS::SNS::Subscription",
            "Custom::SampleData");

    private final Template template;

    ResourceScenarios(Backend backend) {
        super(backend);
        this.template = Template.read(
                Deployed.TEMPLATE,
                Map.of(
                        "Environment", "t-" + UUID.randomUUID().toString().substring(0, 8),
                        "LoadSampleData", "true",
                        "AuditEmail", "auditor@example.com"),
                backend::queueUrl);
    }

    @Test
    void shouldCreateAllOfTheTemplateOnceAndAsItSays() {
        List<Provisioned> created = new Provisioner(backend()).provision(template);
        List<Provisioned> again = new Provisioner(backend()).provision(template);

        assertThat(created).hasSameSizeAs(template.resources()).allSatisfy(one -> assertThat(one.outcome())
                .as(one.toString())
                .isEqualTo(HELD.contains(one.type()) ? Outcome.CREATED : Outcome.SKIPPED));
        assertThat(created).extracting(Provisioned::type).containsAll(HELD);
        assertThat(again).extracting(Provisioned::outcome).doesNotContain(Outcome.CREATED);
        resources("AWS::Kinesis::Stream").forEach(this::hasItsShards);
        resources("AWS::DynamoDB::Table").forEach(this::hasItsKeyAndStream);
        resources("AWS::SQS::Queue").forEach(this::waitsAsLong);
        assertThat(backend().clients().s3().listBuckets().buckets())
                .extracting(bucket -> bucket.name())
                .containsAll(resources("AWS::S3::Bucket").stream()
                        .map(Resource::physicalName)
                        .toList());
    }

    private List<Resource> resources(String type) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    private void hasItsShards(Resource stream) {
        assertThat(backend()
                        .clients()
                        .kinesis()
                        .listShards(call -> call.streamName(stream.physicalName()))
                        .shards())
                .as(stream.logicalId())
                .hasSize(stream.properties().path("ShardCount").asInt());
    }

    private void hasItsKeyAndStream(Resource table) {
        TableDescription there = backend()
                .clients()
                .dynamoDb()
                .describeTable(call -> call.tableName(table.physicalName()))
                .table();
        assertThat(there.keySchema())
                .extracting(KeySchemaElement::attributeName)
                .containsExactlyElementsOf(StreamSupport.stream(
                                table.properties().path("KeySchema").spliterator(), false)
                        .map(key -> key.path("AttributeName").asText())
                        .toList());
        assertThat(there.latestStreamArn() != null)
                .as(table.logicalId())
                .isEqualTo(table.properties().has("StreamSpecification"));
    }

    private void waitsAsLong(Resource queue) {
        String url = backend()
                .clients()
                .sqs()
                .getQueueUrl(call -> call.queueName(queue.physicalName()))
                .queueUrl();
        Map<QueueAttributeName, String> there = backend()
                .clients()
                .sqs()
                .getQueueAttributes(call -> call.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        JsonNode said = queue.properties();
        assertThat(there)
                .containsEntry(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        said.path("VisibilityTimeout").asText("30"));
        if (said.has("RedrivePolicy")) {
            JsonNode policy = Found.json(there.getOrDefault(QueueAttributeName.REDRIVE_POLICY, "{}"));
            assertThat(policy.path("maxReceiveCount").asInt())
                    .as(queue.logicalId())
                    .isEqualTo(said.at("/RedrivePolicy/maxReceiveCount").asInt());
        }
    }
}
