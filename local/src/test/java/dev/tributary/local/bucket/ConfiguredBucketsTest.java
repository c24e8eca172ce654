package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.template.Template;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredBucketsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TRUSTED =
            "{Event: 's3:ObjectCreated:*', Queue: !GetAtt Queue.Arn, Filter: {S3Key: {Rules: [{Name: prefix, Value: trusted/}]}}}";
    private static final int SEEDS = 100;

    @TempDir
    Path folder;

    private final FakeBucket bucket = new FakeBucket();
    private final Map<String, List<JsonNode>> queues = new TreeMap<>();

    @Test
    void shouldTellAQueueWhatIsItsOwn() throws IOException {
        ConfiguredBuckets buckets = ConfiguredBuckets.of(template("QueueConfigurations: [" + TRUSTED + "]"));
        assertThat(buckets.names()).containsExactly("changes");
        bucket.put("trusted/before", AT);
        List<BucketNotifications> notifications = start(buckets, FaultPlan.none());
        bucket.put("raw/a", AT);
        bucket.put("trusted/a", AT);
        notifications.forEach(BucketNotifications::look);

        assertThat(queues).containsOnlyKeys("arn:aws:sqs:us-east-1:000000000000:tributary-Queue");
        List<JsonNode> told = told();
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("Event").asText()).isEqualTo("s3:TestEvent");
        assertThat(told.get(0).path("Bucket").asText()).isEqualTo("changes");
        assertThat(told.get(1).at("/Records/0/s3/object/key").asText()).isEqualTo("trusted/a");
        assertThat(told.get(1).at("/Records/0/s3/configurationId").asText()).isEqualTo("BucketQueue0");
    }

    @Test
    void shouldTellAQueueTwiceNowAndThen() throws IOException {
        ConfiguredBuckets buckets = ConfiguredBuckets.of(template("QueueConfigurations: [" + TRUSTED + "]"));
        int repeated = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            queues.clear();
            FaultPlan faults = FaultPlan.seeded(seed);
            List<BucketNotifications> notifications = start(buckets, faults);
            String key = "trusted/" + seed;
            bucket.put(key, AT);
            do {
                notifications.forEach(BucketNotifications::look);
            } while (!notifications.stream().allMatch(BucketNotifications::hasToldAll));

            List<String> keys = told().stream()
                    .skip(1)
                    .map(event -> event.at("/Records/0/s3/object/key").asText())
                    .toList();
            int repeats = faults.counts().getOrDefault(Fault.EVENT_REPEATED, 0);
            assertThat(keys).as("seed %d", seed).isEqualTo(Collections.nCopies(1 + repeats, key));
            repeated += repeats;
        }
        assertThat(repeated).isPositive();
    }

    @Test
    void shouldTellNobodyWithoutAConfiguration() throws IOException {
        ConfiguredBuckets buckets = ConfiguredBuckets.of(
                template("QueueConfigurations: !If [Never, [" + TRUSTED + "], !Ref AWS::NoValue]"));

        assertThat(start(buckets, FaultPlan.none())).isEmpty();
        assertThat(buckets.names()).containsExactly("changes"); // whose function is told
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LambdaConfigurations: [] | LambdaConfigurations: [] (expected: absent, since it is not simulated)",
                "TopicConfigurations: [] | TopicConfigurations: [] (expected: absent, since it is not simulated)",
                "QueueConfigurations: [{Event: 's3:ObjectCreated:*'}] | QueueConfigurations[0].Queue: missing (expected: the ARN of a queue of this template)",
                "QueueConfigurations: [{Queue: 'arn:aws:sqs:r:1:q', Event: 's3:ObjectRemoved:*'}] | QueueConfigurations[0].Event: \"s3:ObjectRemoved:*\" (expected: one of [s3:ObjectCreated:*, s3:ObjectCreated:Put, s3:ObjectCreated:CompleteMultipartUpload], the only events that are simulated)",
                "QueueConfigurations: [{Queue: 'arn:aws:sqs:r:1:q', Event: 's3:ObjectCreated:*', Id: a}] | QueueConfigurations[0].Id: \"a\" (expected: absent, since it is not simulated)",
                "QueueConfigurations: [{Queue: 'arn:aws:sqs:r:1:q.fifo', Event: 's3:ObjectCreated:*'}] | QueueConfigurations[0].Queue: arn:aws:sqs:r:1:q.fifo (expected: the ARN of an SQS queue, and of none with an order, which S3 does not tell)",
                "QueueConfigurations: [{Queue: 'arn:aws:sns:r:1:t', Event: 's3:ObjectCreated:*'}] | QueueConfigurations[0].Queue: arn:aws:sns:r:1:t (expected: the ARN of an SQS queue, and of none with an order, which S3 does not tell)"
            })
    void shouldRefuseByName(String configuration, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredBuckets.of(template(configuration)))
                .withMessage("Bucket.NotificationConfiguration." + message);
    }

    @Test
    void shouldRefuseAQueueThatIsToldWhatAFunctionIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredBuckets.of(
                        template("QueueConfigurations: [{Event: 's3:ObjectCreated:*', Queue: !GetAtt Queue.Arn}]")))
                .withMessage("Bucket.NotificationConfiguration.QueueConfigurations[0].Filter: overlaps Function.Objects"
                        + " (expected: prefixes or suffixes of which no two of bucket changes meet for the same event,"
                        + " as S3 has it)");
    }

    @Test
    void shouldRefuseTwoQueuesThatAreToldTheSame() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConfiguredBuckets.of(template("QueueConfigurations: [" + TRUSTED + ", " + TRUSTED + "]")))
                .withMessageStartingWith("Bucket.NotificationConfiguration.QueueConfigurations[1].Filter: overlaps"
                        + " Bucket.NotificationConfiguration.QueueConfigurations[0] (expected: ");
    }

    private List<BucketNotifications> start(ConfiguredBuckets buckets, FaultPlan faults) {
        List<BucketNotifications> notifications = buckets.toQueues(
                bucket,
                faults,
                new ManualClock(AT),
                arn -> event ->
                        queues.computeIfAbsent(arn, any -> new ArrayList<>()).add(Notified.json(event)));
        notifications.forEach(BucketNotifications::configure);
        return notifications;
    }

    private List<JsonNode> told() {
        return queues.values().iterator().next();
    }

    private Template template(String configuration) throws IOException {
        String text = """
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  Queue: {Type: AWS::SQS::Queue}
                  Bucket:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: changes
                      NotificationConfiguration: {%s}
                  Function:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B::c
                      Events:
                        Objects:
                          Type: S3
                          Properties:
                            Bucket: !Ref Bucket
                            Events: s3:ObjectCreated:*
                            Filter: {S3Key: {Rules: [{Name: prefix, Value: raw/}]}}
                """.formatted(configuration);
        return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of());
    }
}
