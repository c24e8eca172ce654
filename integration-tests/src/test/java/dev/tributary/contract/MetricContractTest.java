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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alarms and dashboards read metrics that somebody emits: an alarm on a name that is misspelt stays silent for ever. */
class MetricContractTest {

    private static final Set<String> STREAM = Set.of("StreamName");
    private static final Set<String> API = Set.of("ApiName", "Stage");
    private static final Set<String> FUNCTION = Set.of("FunctionName");
    private static final Set<String> MAPPING = Set.of("EventSourceMappingUUID");
    private static final Set<String> PIPE = Set.of("PipeName");
    private static final Set<String> DELIVERY = Set.of("DeliveryStreamName");
    private static final Set<String> TABLE = Set.of("TableName");
    private static final Set<String> TOPIC = Set.of("TopicName");
    private static final Set<String> REQUESTS = Set.of("BucketName", "FilterId");
    private static final Set<String> QUEUE = Set.of("QueueName");
    private static final Set<String> DATABASE = Set.of("DBInstanceIdentifier");
    private static final Set<String> REPLICATION = Set.of("ReplicationInstanceIdentifier");
    private static final Set<String> REPLICATION_TASK =
            Set.of("ReplicationInstanceIdentifier", "ReplicationTaskIdentifier");

    /** The metrics in use with the dimensions under which AWS emits them, after each service's documentation. */
    private static final Map<String, Map<String, Set<String>>> DOCUMENTED = Map.ofEntries(
            entry(
                    "AWS/Kinesis",
                    Map.of(
                            "IncomingRecords", STREAM,
                            "WriteProvisionedThroughputExceeded", STREAM,
                            "GetRecords.IteratorAgeMilliseconds", STREAM)),
            entry("AWS/ApiGateway", Map.of("4XXError", API, "5XXError", API, "Count", API, "Latency", API)),
            entry(
                    "AWS/Lambda",
                    Map.of(
                            "Errors", FUNCTION,
                            "Invocations", FUNCTION,
                            "Throttles", FUNCTION,
                            "Duration", FUNCTION,
                            "IteratorAge", FUNCTION,
                            "AsyncEventAge", FUNCTION,
                            "AsyncEventsDropped", FUNCTION,
                            "DestinationDeliveryFailures", FUNCTION,
                            "OnFailureDestinationDeliveredEventCount", MAPPING)),
            entry(
                    "AWS/EventBridge/Pipes",
                    Map.of(
                            "Invocations", PIPE,
                            "EventCount", PIPE,
                            "Duration", PIPE,
                            "ExecutionFailed", PIPE,
                            "ExecutionTimeout", PIPE,
                            "ExecutionPartiallyFailed", PIPE,
                            "ExecutionThrottled", PIPE)),
            entry(
                    "AWS/Firehose",
                    Map.of(
                            "IncomingRecords", DELIVERY,
                            "KinesisMillisBehindLatest", DELIVERY,
                            "ThrottledRecords", DELIVERY,
                            "DeliveryToS3.Bytes", DELIVERY,
                            "DeliveryToS3.Records", DELIVERY,
                            "DeliveryToS3.DataFreshness", DELIVERY,
                            "DeliveryToS3.Success", DELIVERY)),
            entry(
                    "AWS/DynamoDB",
                    Map.of("ReadThrottleEvents", TABLE, "WriteThrottleEvents", TABLE, "TransactionConflict", TABLE)),
            entry("AWS/S3", Map.of("5xxErrors", REQUESTS, "PutRequests", REQUESTS)),
            entry(
                    "AWS/SNS",
                    Map.of(
                            "NumberOfMessagesPublished", TOPIC,
                            "NumberOfNotificationsDelivered", TOPIC,
                            "NumberOfNotificationsFailed", TOPIC)),
            entry(
                    "AWS/SQS",
                    Map.of("ApproximateNumberOfMessagesVisible", QUEUE, "ApproximateAgeOfOldestMessage", QUEUE)),
            entry(
                    "AWS/RDS",
                    Map.of(
                            "CPUUtilization", DATABASE,
                            "FreeStorageSpace", DATABASE,
                            "OldestReplicationSlotLag", DATABASE,
                            "TransactionLogsDiskUsage", DATABASE)),
            entry(
                    "AWS/DMS",
                    Map.of(
                            "CPUUtilization", REPLICATION,
                            "FreeStorageSpace", REPLICATION,
                            "CDCLatencySource", REPLICATION_TASK,
                            "CDCLatencyTarget", REPLICATION_TASK,
                            "CDCThroughputRowsSource", REPLICATION_TASK,
                            "CDCThroughputRowsTarget", REPLICATION_TASK,
                            "FullLoadThroughputRowsTarget", REPLICATION_TASK)));

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
        if (watched.namespace().startsWith("AWS/")) {
            assertThat(DOCUMENTED.getOrDefault(watched.namespace(), Map.of()).getOrDefault(watched.name(), Set.of()))
                    .as(watched.toString())
                    .isEqualTo(watched.dimensions().keySet());
        } else if (watched.dimensions().isEmpty()) {
            assertThat(readFromLogs()).contains(watched.namespace() + " " + watched.name());
        } else {
            assertThat(ours()).contains(watched.name());
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

    /** Metrics that are counted in logs, each with its namespace; they have no dimensions. */
    private static List<String> readFromLogs() {
        return Shipped.resources("AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.properties().at("/MetricTransformations/0"))
                .map(metric -> metric.path("MetricNamespace").asText() + " "
                        + metric.path("MetricName").asText())
                .toList();
    }

    private static List<String> ours() {
        return Arrays.stream(Metric.values()).map(Metric::metricName).toList();
    }
}
