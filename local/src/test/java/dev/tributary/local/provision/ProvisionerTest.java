package dev.tributary.local.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.local.backend.Clients;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.provision.Provisioned.Outcome;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisionerTest {

    private static final String TEMPLATE = """
            Resources:
              Profiles:
                Type: Custom::SampleData
                Properties:
                  ServiceToken: none
                  ServiceTimeout: 120
                  TableName: !Ref Users
                  Key: user_id
                  Items:
                    - {user_id: {S: user123}, name: {S: John Doe}, age: {N: "41"}, price: {N: "49.90"}, limit: {S: "49.90"}}
                    - {user_id: {S: user456}, name: {S: "Jäne"}}
              Users:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
                  KeySchema: [{AttributeName: user_id, KeyType: HASH}]
                  AttributeDefinitions:
                    - {AttributeName: user_id, AttributeType: S}
                    - {AttributeName: segment, AttributeType: S}
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
                  GlobalSecondaryIndexes:
                    - IndexName: by-segment
                      KeySchema: [{AttributeName: segment, KeyType: HASH}]
                      Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [name]}
              Counters:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: counters
                  KeySchema: [{AttributeName: id, KeyType: HASH}, {AttributeName: at, KeyType: RANGE}]
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}, {AttributeName: at, AttributeType: N}]
                  ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 5}
              Lake:
                Type: AWS::S3::Bucket
                Properties:
                  VersioningConfiguration: {Status: Enabled}
                  NotificationConfiguration: {QueueConfigurations: []}
                  LifecycleConfiguration: {Rules: []}
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 120
                  KmsMasterKeyId: alias/aws/sqs
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 3}
              DeadLetters:
                Type: AWS::SQS::Queue
                Properties: {MessageRetentionPeriod: 1209600}
              Audit:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: audit
                  DisplayName: Changes
                  KmsMasterKeyId: alias/aws/sns
                  Subscription: [{Protocol: sqs, Endpoint: !GetAtt DeadLetters.Arn}]
              Inserts:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref Audit
                  Protocol: sqs
                  Endpoint: !GetAtt Work.Arn
                  RawMessageDelivery: true
                  FilterPolicy: {event: [INSERT]}
              Email:
                Type: AWS::SNS::Subscription
                Properties: {TopicArn: !Ref Audit, Protocol: email, Endpoint: someone@example.com}
              AuditPolicy: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Audit]}}
              Alarm: {Type: AWS::CloudWatch::Alarm}
              Enrichment: {Type: AWS::Serverless::Function, Properties: {Handler: a.B::c, Layers: [!Ref Runtime, !Ref Other]}}
              Runtime: {Type: AWS::Serverless::LayerVersion, Properties: {LayerName: runtime, ContentUri: layer}}
              Other: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: b, S3Key: k}}}
              Pipe: {Type: AWS::Pipes::Pipe}
              Delivery: {Type: AWS::KinesisFirehose::DeliveryStream}
              Stream:
                Type: AWS::Kinesis::Stream
                Properties: {Name: events, ShardCount: 2, RetentionPeriodHours: 48}
              Elastic:
                Type: AWS::Kinesis::Stream
                Properties: {Name: elastic, StreamModeDetails: {StreamMode: ON_DEMAND}}
            """;

    @TempDir
    private static Path folder = Path.of("");

    private final FakeKinesis kinesis = new FakeKinesis();
    private final EmbeddedBackend backend = EmbeddedBackend.start();
    private List<Provisioned> report = List.of();

    @BeforeAll
    void provision() throws IOException {
        report = provisioner().provision(template(TEMPLATE));
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @Test
    void shouldReportWhatItMadeAndWhatItLeftOut() {
        assertThat(report)
                .extracting(Provisioned::logicalId, Provisioned::physicalName, Provisioned::outcome, Provisioned::note)
                .containsExactly(
                        tuple("Stream", "events", Outcome.CREATED, "without RetentionPeriodHours"),
                        tuple("Elastic", "elastic", Outcome.CREATED, ""),
                        tuple("Users", "tributary-Users", Outcome.CREATED, "without PointInTimeRecoverySpecification"),
                        tuple("Counters", "counters", Outcome.CREATED, ""),
                        tuple("Lake", "tributary-lake", Outcome.CREATED, "without LifecycleConfiguration"),
                        tuple(
                                "DeadLetters",
                                "tributary-DeadLetters",
                                Outcome.CREATED,
                                "without MessageRetentionPeriod"),
                        tuple("Work", "tributary-Work", Outcome.CREATED, "without KmsMasterKeyId"),
                        tuple("Audit", "audit", Outcome.CREATED, "without KmsMasterKeyId"),
                        tuple("Inserts", "tributary-Inserts", Outcome.CREATED, ""),
                        tuple("Email", "tributary-Email", Outcome.CREATED, ""),
                        tuple("Profiles", "tributary-Profiles", Outcome.CREATED, ""),
                        tuple("AuditPolicy", "tributary-AuditPolicy", Outcome.SKIPPED, "no effect on one machine"),
                        tuple("Alarm", "tributary-Alarm", Outcome.SKIPPED, "no effect on one machine"),
                        tuple("Enrichment", "tributary-Enrichment", Outcome.SKIPPED, "runs in this process"),
                        tuple("Runtime", "runtime", Outcome.SKIPPED, "what it holds is on this process's class path"),
                        tuple(
                                "Other",
                                "tributary-Other",
                                Outcome.SKIPPED,
                                "what it holds is on this process's class path"),
                        tuple("Pipe", "tributary-Pipe", Outcome.SKIPPED, "runs in this process"),
                        tuple("Delivery", "tributary-Delivery", Outcome.SKIPPED, "runs in this process"));
    }

    @Test
    void shouldFindWhatIsThereAlready() throws IOException {
        List<Provisioned> again = provisioner().provision(template(TEMPLATE));

        assertThat(again).extracting(Provisioned::outcome).doesNotContain(Outcome.CREATED);
    }

    @Test
    void shouldCreateATableWithItsIndexAndStream() {
        TableDescription users = backend.clients()
                .dynamoDb()
                .describeTable(b -> b.tableName("tributary-Users"))
                .table();

        assertThat(users.keySchema()).hasSize(1);
        assertThat(users.streamSpecification().streamViewTypeAsString()).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(users.globalSecondaryIndexes())
                .extracting(
                        index -> index.indexName(), index -> index.projection().nonKeyAttributes())
                .containsExactly(tuple("by-segment", List.of("name")));
    }

    @Test
    void shouldLetTheItemsOfATableExpire() {
        assertThat(timeToLive("tributary-Users"))
                .isEqualTo(TimeToLiveDescription.builder()
                        .timeToLiveStatus(TimeToLiveStatus.ENABLED)
                        .attributeName("expires_at")
                        .build());
        assertThat(timeToLive("counters").timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);
    }

    @Test
    void shouldPutSampleItemsWithTheirTypes() {
        assertThat(item("user123"))
                .isEqualTo(Map.of(
                        "user_id", AttributeValue.fromS("user123"),
                        "name", AttributeValue.fromS("John Doe"),
                        "age", AttributeValue.fromN("41"),
                        "price", AttributeValue.fromN("49.9"),
                        "limit", AttributeValue.fromS("49.90")));
        assertThat(item("user456")).containsEntry("name", AttributeValue.fromS("Jäne"));
    }

    @Test
    void shouldLeaveASampleItemAloneThatIsThereAlready() throws IOException {
        provisioner().provision(template(TEMPLATE.replace("John Doe", "Somebody Else")));

        assertThat(item("user123")).containsEntry("name", AttributeValue.fromS("John Doe"));
    }

    @Test
    void shouldRefuseSampleItemsWithoutTypes() {
        assertThatThrownBy(() -> provisioner().provision(template(TEMPLATE.replace("{S: user456}", "user456"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("user_id: \"user456\" (expected: {\"S\": text}, or {\"N\": a number as text})");
    }

    @Test
    void shouldLetAQueueRedriveToItsDeadLetterQueue() {
        Map<QueueAttributeName, String> work = backend.clients()
                .sqs()
                .getQueueAttributes(
                        b -> b.queueUrl(backend.queueUrl("tributary-Work")).attributeNames(QueueAttributeName.ALL))
                .attributes();

        assertThat(work).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "120");
        assertThat(work.get(QueueAttributeName.REDRIVE_POLICY))
                .contains("arn:aws:sqs:us-east-1:000000000000:tributary-DeadLetters")
                .contains("3");
    }

    @Test
    void shouldMoveAMessageThatNobodyDeletesToTheDeadLetterQueue() throws IOException {
        provisioner().provision(template("""
                Resources:
                  Announcements:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: announcements
                      RedrivePolicy: {deadLetterTargetArn: !GetAtt NotRead.Arn, maxReceiveCount: 2}
                  NotRead: {Type: AWS::SQS::Queue, Properties: {QueueName: not-read}}
                """));
        backend.clients().sqs().sendMessage(b -> b.queueUrl(backend.queueUrl("announcements"))
                .messageBody("a"));

        assertThat(receive("announcements")).containsExactly("a");
        assertThat(receive("announcements")).containsExactly("a");
        assertThat(receive("announcements")).isEmpty();
        assertThat(receive("not-read")).containsExactly("a");
    }

    /** The next reader sees it at once. */
    private List<String> receive(String queue) {
        return backend
                .clients()
                .sqs()
                .receiveMessage(b -> b.queueUrl(backend.queueUrl(queue)).visibilityTimeout(0))
                .messages()
                .stream()
                .map(message -> message.body())
                .toList();
    }

    @Test
    void shouldSubscribeToATopicByWhatTheTemplateCallsIt() {
        String topic = "arn:aws:sns:us-east-1:000000000000:audit";

        assertThat(backend.clients()
                        .sns()
                        .getTopicAttributes(b -> b.topicArn(topic))
                        .attributes())
                .containsEntry("DisplayName", "Changes")
                .containsEntry("SubscriptionsConfirmed", "2")
                .containsEntry("SubscriptionsPending", "1");
        backend.clients().sns().publish(b -> b.topicArn(topic)
                .message("hello")
                .messageAttributes(Map.of(
                        "event",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("INSERT")
                                .build())));
        assertThat(backend.clients()
                        .sqs()
                        .receiveMessage(b -> b.queueUrl(backend.queueUrl("tributary-Work")))
                        .messages())
                .extracting(message -> message.body())
                .containsExactly("hello");
    }

    @Test
    void shouldCreateAVersionedBucket() {
        assertThat(backend.clients()
                        .s3()
                        .getBucketVersioning(b -> b.bucket("tributary-lake"))
                        .statusAsString())
                .isEqualTo("Enabled");
    }

    @Test
    void shouldCreateStreamsAndWaitUntilTheyAreActive() {
        assertThat(kinesis.created.values())
                .containsExactly(
                        CreateStreamRequest.builder()
                                .streamName("events")
                                .shardCount(2)
                                .build(),
                        CreateStreamRequest.builder()
                                .streamName("elastic")
                                .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))
                                .build());
        assertThat(kinesis.looks).containsEntry("events", 3).containsEntry("elastic", 3);
    }

    @Test
    void shouldPassOnWhyAResourceIsRefused() throws IOException {
        Template template = template("Resources: {Bad: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}}");

        assertThatThrownBy(() -> provisioner().provision(template)).isInstanceOf(DynamoDbException.class);
    }

    private TimeToLiveDescription timeToLive(String table) {
        return backend.clients()
                .dynamoDb()
                .describeTimeToLive(b -> b.tableName(table))
                .timeToLiveDescription();
    }

    private Map<String, AttributeValue> item(String user) {
        return backend.clients()
                .dynamoDb()
                .getItem(b -> b.tableName("tributary-Users").key(Map.of("user_id", AttributeValue.fromS(user))))
                .item();
    }

    private Provisioner provisioner() {
        Clients clients = backend.clients();
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("AWS::Kinesis::Stream", new Streams(kinesis));
        kinds.put("AWS::DynamoDB::Table", new Tables(clients.dynamoDb()));
        kinds.put("AWS::S3::Bucket", new Buckets(clients.s3()));
        kinds.put("AWS::SQS::Queue", new Queues(clients.sqs(), Queues.EMBEDDED));
        kinds.put("AWS::SNS::Topic", new Topics(clients.sns()));
        kinds.put("AWS::SNS::Subscription", new Subscriptions(clients.sns()));
        kinds.put("Custom::SampleData", new SampleData(clients.dynamoDb()));
        return new Provisioner(kinds, Duration.ZERO);
    }

    private Template template(String yaml) throws IOException {
        return Template.read(Files.writeString(folder.resolve("template.yaml"), yaml), Map.of(), backend::queueUrl);
    }

    /** Streams that are active at the third look. */
    private static final class FakeKinesis implements KinesisClient {

        private final Map<String, CreateStreamRequest> created = new LinkedHashMap<>();
        private final Map<String, Integer> looks = new LinkedHashMap<>();

        @Override
        public CreateStreamResponse createStream(CreateStreamRequest request) {
            if (created.putIfAbsent(request.streamName(), request) != null) {
                throw ResourceInUseException.builder().message("exists").build();
            }
            return CreateStreamResponse.builder().build();
        }

        @Override
        public DescribeStreamSummaryResponse describeStreamSummary(DescribeStreamSummaryRequest request) {
            int look = looks.merge(request.streamName(), 1, (had, one) -> Math.min(3, had + one));
            return DescribeStreamSummaryResponse.builder()
                    .streamDescriptionSummary(
                            one -> one.streamStatus(look < 3 ? StreamStatus.CREATING : StreamStatus.ACTIVE))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
