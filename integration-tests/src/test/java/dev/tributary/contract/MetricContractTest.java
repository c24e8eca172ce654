package dev.tributary.contract;

import static java.util.Map.entry;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.FunctionDefinition.Event;
import dev.tributary.local.template.Resource;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alarms and dashboards read metrics that somebody emits: an alarm on a name that is misspelt stays silent for ever. */
class MetricContractTest {

    /** The types of the resources whose names are the values of a dimension. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            entry("ApiName", "AWS::Serverless::Api"),
            entry("StreamName", "AWS::Kinesis::Stream"),
            entry("FunctionName", "AWS::Serverless::Function"),
            entry("PipeName", "AWS::Pipes::Pipe"),
            entry("DeliveryStreamName", "AWS::KinesisFirehose::DeliveryStream"),
            entry("TableName", "AWS::DynamoDB::Table"),
            entry("BucketName", "AWS::S3::Bucket"),
            entry("TopicName", "AWS::SNS::Topic"),
            entry("QueueName", "AWS::SQS::Queue"),
            entry("DBInstanceIdentifier", "AWS::RDS::DBInstance"),
            entry("ReplicationInstanceIdentifier", "AWS::DMS::ReplicationInstance"),
            entry("ReplicationTaskIdentifier", "AWS::DMS::ReplicationTask"));

    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchMetricsOfAwsOrOurOwn(WatchedMetric watched) {
        assertThat(PublishedMetric.of(watched).dimensions())
                .isEqualTo(watched.dimensions().keySet());
        if (watched.namespace().equals("Tributary")) {
            assertThat(Shipped.functions())
                    .filteredOn(
                            one -> watched.namespace().equals(one.environment().get("METRICS_NAMESPACE")))
                    .extracting(one -> Map.of(Metrics.DIMENSION, one.name()))
                    .contains(watched.dimensions());
        }
    }

    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchResourcesOfTheTemplate(WatchedMetric watched) {
        watched.dimensions().forEach((dimension, value) -> {
            if (NAMES.containsKey(dimension)) {
                assertThat(names(NAMES.getOrDefault(dimension, ""))).contains(value);
            }
        });
    }

    /** What can stand still or fail is watched, wherever it stands. */
    @ParameterizedTest
    @CsvSource({
        "AWS::Serverless::Function, AWS/Lambda, Errors",
        "AWS::Serverless::Function, AWS/Lambda, Duration",
        "AWS::Serverless::Function, Tributary, RecordsDeadLettered",
        "AWS::Pipes::Pipe, AWS/EventBridge/Pipes, ExecutionFailed",
        "AWS::KinesisFirehose::DeliveryStream, AWS/Firehose, DeliveryToS3.DataFreshness",
        "AWS::KinesisFirehose::DeliveryStream, AWS/Firehose, DeliveryToS3.Success",
        "AWS::DynamoDB::Table, AWS/DynamoDB, ReadThrottleEvents",
        "AWS::SNS::Topic, AWS/SNS, NumberOfNotificationsFailed",
        "AWS::RDS::DBInstance, AWS/RDS, FreeStorageSpace",
        "AWS::RDS::DBInstance, AWS/RDS, OldestReplicationSlotLag",
        "AWS::DMS::ReplicationInstance, AWS/DMS, FreeStorageSpace"
    })
    void shouldHaveAnAlarmForEach(String type, String namespace, String metric) {
        assertThat(alarmed(namespace, metric)).containsExactlyInAnyOrderElementsOf(names(type));
    }

    /** Whoever waits for a schema to be mended must be told of it. */
    @Test
    void shouldHaveAnAlarmForEachFunctionWithABreaker() {
        List<String> withBreaker = Shipped.template().functions().stream()
                .filter(function -> function.environment().containsKey("REJECT_BREAKER_PERCENT"))
                .map(FunctionDefinition::name)
                .toList();

        assertThat(withBreaker).isNotEmpty();
        assertThat(alarmed("Tributary", "BreakerOpen")).containsExactlyInAnyOrderElementsOf(withBreaker);
    }

    /** What is in a queue is an alarm, unless a function empties it: then, what stays there. */
    @Test
    void shouldHaveAnAlarmForEachQueue() {
        Map<Boolean, List<String>> queues = Shipped.resources("AWS::SQS::Queue").stream()
                .collect(partitioningBy(
                        queue -> queue.properties().has("RedrivePolicy"), mapping(Resource::physicalName, toList())));

        assertThat(alarmed("AWS/SQS", "ApproximateNumberOfMessagesVisible"))
                .containsExactlyInAnyOrderElementsOf(queues.get(false));
        assertThat(alarmed("AWS/SQS", "ApproximateAgeOfOldestMessage"))
                .containsExactlyInAnyOrderElementsOf(queues.get(true));
    }

    private static List<String> alarmed(String namespace, String metric) {
        return WatchedMetric.byAlarms().stream()
                .filter(watched ->
                        watched.namespace().equals(namespace) && watched.name().equals(metric))
                .flatMap(watched -> watched.dimensions().values().stream())
                .toList();
    }

    /** Of a type of event, some time without one is no fault; that its stream refuses records is, wherever they come from. */
    @Test
    void shouldHaveAnAlarmForEachStream() {
        Map<Boolean, List<String>> streams = Shipped.resources("AWS::Kinesis::Stream").stream()
                .collect(partitioningBy(
                        stream -> Shipped.isNested(stream.logicalId()), mapping(Resource::physicalName, toList())));

        assertThat(alarmed("AWS/Kinesis", "IncomingRecords")).containsExactlyInAnyOrderElementsOf(streams.get(false));
        assertThat(alarmed("AWS/Kinesis", "WriteProvisionedThroughputExceeded"))
                .containsExactlyInAnyOrderElementsOf(streams.get(true));
    }

    /** What a mapping leaves behind, or cannot keep, is seen by nobody else. */
    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldHaveAnAlarmForEachWayInWhichAMappingFails(FunctionDefinition function) {
        assertThat(WatchedMetric.byAlarms())
                .filteredOn(watched -> watched.dimensions().containsValue(function.name()))
                .extracting(WatchedMetric::name)
                .contains("IteratorAge", "DestinationDeliveryFailures");
        assertThat(function.events()).isNotEmpty().allSatisfy(event -> assertThat(WatchedMetric.byAlarms())
                .filteredOn(watched -> watched.name().equals("OnFailureDestinationDeliveredEventCount"))
                .anyMatch(watched -> watched.dimensions()
                        .getOrDefault("EventSourceMappingUUID", "")
                        .endsWith(mappingOf(function, event))));
    }

    /** What waits for an asynchronous invocation, or is given up by one, is seen by nobody else. */
    @ParameterizedTest
    @MethodSource(Shipped.ASYNCHRONOUS_FUNCTIONS)
    void shouldHaveAnAlarmForEachWayInWhichAnAsynchronousInvocationFails(FunctionDefinition function) {
        assertThat(WatchedMetric.byAlarms())
                .filteredOn(watched -> watched.dimensions().containsValue(function.name()))
                .extracting(WatchedMetric::name)
                .contains(
                        "Throttles",
                        "AsyncEventAge",
                        "AsyncEventsDropped",
                        "DestinationDeliveryFailures",
                        Metric.ROWS_QUARANTINED.metricName());
    }

    @Test
    void shouldHaveAnAlarmForEachDeliveryThatReadsAStream() {
        assertThat(alarmed("AWS/Firehose", "KinesisMillisBehindLatest"))
                .containsExactlyInAnyOrderElementsOf(Shipped.resources("AWS::KinesisFirehose::DeliveryStream").stream()
                        .filter(delivery -> delivery.properties().has("KinesisStreamSourceConfiguration"))
                        .map(Resource::physicalName)
                        .toList());
    }

    /** Both sides, since the one may wait for the other, or stand still by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"CDCLatencySource", "CDCLatencyTarget"})
    void shouldHaveAnAlarmForEachSideOfAReplicationTask(String metric) {
        List<Map<String, String>> tasks = Shipped.resources("AWS::DMS::ReplicationTask").stream()
                .map(task -> Map.of(
                        "ReplicationInstanceIdentifier",
                        task.properties()
                                .path("ReplicationInstanceArn")
                                .asText()
                                .replaceFirst(".*:", ""),
                        "ReplicationTaskIdentifier",
                        task.properties().path("ResourceIdentifier").asText()))
                .toList();

        assertThat(tasks).isNotEmpty();
        assertThat(WatchedMetric.byAlarms())
                .filteredOn(watched -> watched.name().equals(metric))
                .extracting(WatchedMetric::dimensions)
                .containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void shouldShowEveryMetricOfOurOwn() {
        assertThat(WatchedMetric.byDashboards()).extracting(WatchedMetric::name).containsAll(ours());
    }

    /** S3 counts the requests of a bucket under the filters alone that the bucket was given. */
    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchRequestsThatS3Counts(WatchedMetric watched) {
        if (watched.namespace().equals("AWS/S3")) {
            List<String> filters = Shipped.resources("AWS::S3::Bucket").stream()
                    .filter(bucket ->
                            bucket.physicalName().equals(watched.dimensions().get("BucketName")))
                    .flatMap(
                            bucket -> bucket.properties().path("MetricsConfigurations").findValuesAsText("Id").stream())
                    .toList();
            assertThat(filters).contains(watched.dimensions().getOrDefault("FilterId", "none"));
        }
    }

    /** Lambda counts the events of a mapping only if the mapping asks for it. SAM names the mapping after its event. */
    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchEventsThatLambdaCounts(WatchedMetric watched) {
        String mapping = watched.dimensions().getOrDefault("EventSourceMappingUUID", "");
        if (!mapping.isEmpty()) {
            List<Event> counted = Shipped.functions().stream()
                    .flatMap(function ->
                            function.events().stream().filter(event -> mapping.endsWith(mappingOf(function, event))))
                    .toList();
            assertThat(counted).hasSize(1).allSatisfy(event -> assertThat(
                            event.properties().at("/MetricsConfig/Metrics"))
                    .extracting(JsonNode::asText)
                    .contains("EventCount"));
        }
    }

    static List<WatchedMetric> watched() {
        return Stream.concat(WatchedMetric.byAlarms().stream(), WatchedMetric.byDashboards().stream())
                .toList();
    }

    private static String mappingOf(FunctionDefinition function, Event event) {
        return function.logicalId().replace('/', '-') + event.logicalId();
    }

    private static List<String> names(String type) {
        return Shipped.resources(type).stream().map(Resource::physicalName).toList();
    }

    private static List<String> ours() {
        return Arrays.stream(Metric.values()).map(Metric::metricName).toList();
    }
}
