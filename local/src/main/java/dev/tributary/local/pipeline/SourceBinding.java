package dev.tributary.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.source.DynamoDbReader;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.KinesisReader;
import dev.tributary.local.source.MappingIdentity;
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
import java.util.List;
import java.util.UUID;

/** Binds streams to functions and pipes, and what these give up to its destination. */
record SourceBinding(Backend backend) {

    private static final String KINESIS = "Kinesis";
    private static final List<String> TYPES = List.of(KINESIS, "DynamoDB");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static String functionArn(FunctionDefinition definition) {
        return "arn:aws:lambda:" + Backend.REGION + ":" + Backend.ACCOUNT + ":function:" + definition.name();
    }

    StreamPoller ofEvent(FunctionDefinition definition, FunctionDefinition.Event event, FunctionInvoker function) {
        if (!TYPES.contains(event.type())) {
            throw new IllegalArgumentException("event source " + event.logicalId() + " of " + definition.logicalId()
                    + ": " + event.type() + " (expected: one of " + TYPES + ", the only sources that are simulated)");
        }
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
        throw new IllegalArgumentException("DestinationConfig.OnFailure.Destination: " + arn
                + " (expected: the ARN of an S3 bucket or an SQS queue)");
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
