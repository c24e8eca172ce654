package dev.tributary.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.S3FailureDestination;
import dev.tributary.local.source.SqsFailureDestination;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Binds streams to functions and pipes, and what these give up to its destination. */
record SourceBinding(Backend backend) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static String functionArn(FunctionDefinition definition) {
        return "arn:aws:lambda:" + Backend.REGION + ":" + Backend.ACCOUNT + ":function:" + definition.name();
    }

    EventSourceMapping ofEvent(
            FunctionDefinition definition, FunctionDefinition.Event event, FunctionInvoker function) {
        if (!event.type().equals("Kinesis")) {
            throw new IllegalArgumentException("event source " + event.logicalId() + " of " + definition.logicalId()
                    + ": " + event.type() + " (expected: Kinesis, the only source that is simulated so far)");
        }
        Map<String, Object> properties = MAPPER.convertValue(event.properties(), new TypeReference<>() {});
        MappingIdentity identity = new MappingIdentity(
                id(definition.name() + event.logicalId()),
                event.properties().path("Stream").asText(),
                functionArn(definition),
                "arn:aws:iam::" + Backend.ACCOUNT + ":role/" + definition.name());
        return new EventSourceMapping(
                identity,
                StreamMapping.fromProperties(properties),
                function,
                onFailure(event.properties()),
                Clock.systemUTC(),
                Waiting.SYSTEM);
    }

    EventSourceMapping ofPipe(PipeDefinition definition, Pipe pipe) {
        MappingIdentity identity = new MappingIdentity(
                id(definition.name()), definition.sourceArn(), definition.enrichmentArn(), definition.roleArn());
        return EventSourceMapping.ofPipe(
                identity, definition.settings(), pipe, onFailure(definition), Clock.systemUTC(), Waiting.SYSTEM);
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
