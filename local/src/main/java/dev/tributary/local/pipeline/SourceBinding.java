package dev.tributary.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.async.AsyncSettings;
import dev.tributary.local.async.InvocationQueue;
import dev.tributary.local.async.OnFailure;
import dev.tributary.local.async.QueuePoller;
import dev.tributary.local.async.S3OnFailure;
import dev.tributary.local.async.SqsOnFailure;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.bucket.BucketNotifications;
import dev.tributary.local.bucket.BucketPoller;
import dev.tributary.local.bucket.ConfiguredBuckets;
import dev.tributary.local.bucket.QueueReceiver;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.firehose.StreamIntake;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.schedule.Schedule;
import dev.tributary.local.schedule.SchedulePoller;
import dev.tributary.local.source.DynamoDbReader;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.KinesisReader;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.S3FailureDestination;
import dev.tributary.local.source.SqsFailureDestination;
import dev.tributary.local.source.StartingPosition;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.source.StreamPoller;
import dev.tributary.local.source.StreamReader;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Binds streams, buckets and schedules to functions, queues, pipes and delivery streams, and what these give up to its destination. */
record SourceBinding(Backend backend, FaultPlan faults) {

    private static final String KINESIS = "Kinesis";
    private static final List<String> STREAMS = List.of(KINESIS, "DynamoDB");
    private static final List<String> TYPES = Stream.of(STREAMS, List.of(ConfiguredBuckets.EVENT_TYPE), Schedule.TYPES)
            .flatMap(List::stream)
            .toList();

    /** Batches of records that Firehose reads; it reads LATEST from when it was made, which is when the stream was. */
    private static final StreamMapping READING = StreamMapping.fromProperties(
            Map.of("StartingPosition", "TRIM_HORIZON", "BatchSize", DeliveryStream.MAX_RECORDS));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static String functionArn(FunctionDefinition definition) {
        return "arn:aws:lambda:" + Backend.REGION + ":" + Backend.ACCOUNT + ":function:" + definition.name();
    }

    /**
     * What feeds a function: a poller for each stream, and where buckets or schedules invoke it, one for all of each and one
     * for the queue of their events.
     */
    List<Poller> ofEvents(FunctionDefinition definition, FunctionInvoker function) {
        List<Poller> pollers = new ArrayList<>();
        for (FunctionDefinition.Event event : definition.events()) {
            if (!TYPES.contains(event.type())) {
                throw new IllegalArgumentException("event source " + event.logicalId() + " of "
                        + definition.logicalId() + ": " + event.type() + " (expected: one of " + TYPES
                        + ", the only sources that are simulated)");
            }
            if (STREAMS.contains(event.type())) {
                pollers.add(ofStream(definition, event, function));
            }
        }
        pollers.addAll(asynchronous(definition, function));
        return pollers;
    }

    /** What tells queues of objects; empty if no bucket does. */
    Optional<Poller> ofQueues(ConfiguredBuckets buckets) {
        List<BucketNotifications> notifications = buckets.toQueues(
                backend.clients().s3(),
                faults,
                Clock.systemUTC(),
                arn -> new QueueReceiver(backend.clients().sqs(), backend.queueUrl(lastPart(arn))));
        return notifications.isEmpty()
                ? Optional.empty()
                : Optional.of(new BucketPoller("queues", notifications, Waiting.SYSTEM));
    }

    /** The reader of the stream that a delivery stream takes its records from, if it does. */
    Optional<Poller> ofDelivery(DeliveryStream delivery) {
        return delivery.sourceArn().map(streamArn -> {
            MappingIdentity identity = new MappingIdentity(
                    id("delivery " + delivery.name()),
                    streamArn,
                    "arn:aws:firehose:" + Backend.REGION + ":" + Backend.ACCOUNT + ":deliverystream/" + delivery.name(),
                    "arn:aws:iam::" + Backend.ACCOUNT + ":role/" + delivery.name());
            return new StreamPoller(
                    EventSourceMapping.ofPipe(
                            identity,
                            READING,
                            new StreamIntake(delivery, faults),
                            FailureDestination.NONE,
                            Clock.systemUTC(),
                            Waiting.SYSTEM),
                    kinesis(identity));
        });
    }

    private static List<FunctionDefinition.Event> events(FunctionDefinition definition, List<String> types) {
        return definition.events().stream()
                .filter(event -> types.contains(event.type()))
                .toList();
    }

    /** In the direction of the flow: what queues events, and then what works through them. */
    private List<Poller> asynchronous(FunctionDefinition definition, FunctionInvoker function) {
        List<FunctionDefinition.Event> ofBuckets = events(definition, List.of(ConfiguredBuckets.EVENT_TYPE));
        List<FunctionDefinition.Event> ofSchedules = events(definition, Schedule.TYPES);
        if (ofBuckets.isEmpty() && ofSchedules.isEmpty()) {
            return List.of();
        }
        AsyncSettings settings = AsyncSettings.of(definition.logicalId(), definition.eventInvokeConfig());
        InvocationQueue queue = new InvocationQueue(
                settings,
                function,
                onFailure(definition, settings.onFailureArn().orElse("")),
                Clock.systemUTC());
        List<Poller> pollers = new ArrayList<>();
        if (!ofBuckets.isEmpty()) {
            List<BucketNotifications> buckets = ofBuckets.stream()
                    .map(event -> new BucketNotifications(
                            definition, event, backend.clients().s3(), faults, Clock.systemUTC(), queue::accept))
                    .toList();
            pollers.add(new BucketPoller(definition.name(), buckets, Waiting.SYSTEM));
        }
        if (!ofSchedules.isEmpty()) {
            List<Schedule> schedules = ofSchedules.stream()
                    .map(event -> new Schedule(definition, event, Clock.systemUTC(), queue::accept))
                    .toList();
            pollers.add(new SchedulePoller(definition.name(), schedules, queue::isEmpty, Waiting.SYSTEM));
        }
        pollers.add(new QueuePoller(definition.name(), queue, Waiting.SYSTEM));
        return pollers;
    }

    private OnFailure onFailure(FunctionDefinition definition, String arn) {
        if (arn.isEmpty()) {
            return OnFailure.NOWHERE;
        }
        if (arn.contains(":s3:")) {
            return new S3OnFailure(backend.clients().s3(), lastPart(arn), functionArn(definition));
        }
        if (arn.contains(":sqs:")) {
            return new SqsOnFailure(backend.clients().sqs(), backend.queueUrl(lastPart(arn)), functionArn(definition));
        }
        throw notSimulated(definition.logicalId() + ".EventInvokeConfig.DestinationConfig.OnFailure.Destination", arn);
    }

    private StreamPoller ofStream(
            FunctionDefinition definition, FunctionDefinition.Event event, FunctionInvoker function) {
        MappingIdentity declared =
                identity(definition, event, event.properties().path("Stream").asText());
        StreamMapping settings =
                StreamMapping.fromProperties(MAPPER.convertValue(event.properties(), new TypeReference<>() {}));
        if (event.type().equals(KINESIS)) {
            check(!declared.isOfTable(), "Stream", declared.streamArn(), "the ARN of a Kinesis stream");
            return poller(declared, settings, function, event, kinesis(declared));
        }
        check(declared.isOfTable(), "Stream", declared.streamArn(), "the ARN of a DynamoDB table's stream");
        check(
                !(settings.startingPosition() instanceof StartingPosition.AtTimestamp),
                "StartingPosition",
                "AT_TIMESTAMP",
                "TRIM_HORIZON or LATEST");
        TableStream stream = TableStream.of(declared, backend.clients().dynamoDb());
        return poller(
                identity(definition, event, stream.arnInEvents()),
                settings,
                function,
                event,
                new DynamoDbReader(backend.clients().dynamoDbStreams(), stream.arn()));
    }

    StreamPoller ofPipe(PipeDefinition definition, Pipe pipe) {
        MappingIdentity identity = new MappingIdentity(
                id(definition.name()), definition.sourceArn(), definition.enrichmentArn(), definition.roleArn());
        return new StreamPoller(
                EventSourceMapping.ofPipe(
                        identity,
                        definition.settings(),
                        pipe,
                        onFailure(definition),
                        Clock.systemUTC(),
                        Waiting.SYSTEM),
                kinesis(identity));
    }

    private static MappingIdentity identity(
            FunctionDefinition definition, FunctionDefinition.Event event, String streamArn) {
        return new MappingIdentity(
                id(definition.name() + event.logicalId()),
                streamArn,
                functionArn(definition),
                "arn:aws:iam::" + Backend.ACCOUNT + ":role/" + definition.name());
    }

    private StreamPoller poller(
            MappingIdentity identity,
            StreamMapping settings,
            FunctionInvoker function,
            FunctionDefinition.Event event,
            StreamReader stream) {
        return new StreamPoller(
                new EventSourceMapping(
                        identity, settings, function, onFailure(event.properties()), Clock.systemUTC(), Waiting.SYSTEM),
                stream);
    }

    private StreamReader kinesis(MappingIdentity identity) {
        return new KinesisReader(backend.clients().kinesis(), identity.sourceName());
    }

    private static void check(boolean isRight, String property, String value, String expectation) {
        if (!isRight) {
            throw new IllegalArgumentException(property + ": " + value + " (expected: " + expectation + ")");
        }
    }

    private FailureDestination onFailure(PipeDefinition definition) {
        String pipeArn = "arn:aws:pipes:" + Backend.REGION + ":" + Backend.ACCOUNT + ":pipe/" + definition.name();
        return definition
                .deadLetterArn()
                .<FailureDestination>map(queueArn -> SqsFailureDestination.ofPipe(
                        backend.clients().sqs(), backend.queueUrl(lastPart(queueArn)), pipeArn))
                .orElse(FailureDestination.NONE);
    }

    private FailureDestination onFailure(JsonNode properties) {
        String arn = properties
                .path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText();
        if (arn.isEmpty()) {
            return FailureDestination.NONE;
        }
        if (arn.contains(":s3:")) {
            return new S3FailureDestination(backend.clients().s3(), lastPart(arn));
        }
        if (arn.contains(":sqs:")) {
            return new SqsFailureDestination(backend.clients().sqs(), backend.queueUrl(lastPart(arn)));
        }
        throw notSimulated("DestinationConfig.OnFailure.Destination", arn);
    }

    private static IllegalArgumentException notSimulated(String property, String arn) {
        return new IllegalArgumentException(
                property + ": " + arn + " (expected: the ARN of an S3 bucket or an SQS queue)");
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
