package dev.tributary.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.S3FailureDestination;
import dev.tributary.local.source.SqsFailureDestination;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.source.StreamPoller;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Every function of a template, each fed by the event sources that the template gives it. */
public final class Pipeline implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<RunningFunction> functions;

    private Pipeline(List<RunningFunction> functions) {
        this.functions = functions;
    }

    /**
     * Starts the functions, and then their event sources.
     *
     * @throws RuntimeException if a function does not start, or an event source's settings are wrong
     */
    public static Pipeline start(Template template, Backend backend, FaultPlan faults) {
        backend.systemProperties().forEach(System::setProperty);
        List<RunningFunction> functions = new ArrayList<>();
        for (FunctionDefinition definition : template.functions()) {
            FunctionHost host = new FunctionHost(definition, faults);
            List<EventSourceMapping> mappings = definition.events().stream()
                    .map(event -> mapping(definition, event, host, backend))
                    .toList();
            List<StreamPoller> pollers = mappings.stream()
                    .map(mapping -> new StreamPoller(mapping, backend.clients().kinesis()))
                    .toList();
            functions.add(new RunningFunction(definition, host, mappings, pollers));
        }
        Pipeline pipeline = new Pipeline(functions);
        try {
            functions.forEach(function -> function.pollers().forEach(StreamPoller::start));
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
        return pipeline;
    }

    /**
     * Whether every record that the sources hold is resolved.
     *
     * @throws IllegalStateException if a thread that would resolve them died
     */
    public boolean isQuiet() {
        return functions.stream()
                .flatMap(function -> function.pollers().stream())
                .allMatch(StreamPoller::isIdle);
    }

    public List<FunctionActivity> activities() {
        return functions.stream().map(RunningFunction::activity).toList();
    }

    @Override
    public void close() {
        functions.forEach(function -> function.pollers().forEach(StreamPoller::close));
    }

    private static EventSourceMapping mapping(
            FunctionDefinition definition, FunctionDefinition.Event event, FunctionHost host, Backend backend) {
        if (!event.type().equals("Kinesis")) {
            throw new IllegalArgumentException("event source " + event.logicalId() + " of " + definition.logicalId()
                    + ": " + event.type() + " (expected: Kinesis, the only source that is simulated so far)");
        }
        Map<String, Object> properties = MAPPER.convertValue(event.properties(), new TypeReference<>() {});
        String function = "arn:aws:lambda:" + Backend.REGION + ":" + Backend.ACCOUNT + ":function:" + definition.name();
        MappingIdentity identity = new MappingIdentity(
                UUID.nameUUIDFromBytes((definition.name() + event.logicalId()).getBytes(StandardCharsets.UTF_8)),
                event.properties().path("Stream").asText(),
                function,
                "arn:aws:iam::" + Backend.ACCOUNT + ":role/" + definition.name());
        return new EventSourceMapping(
                identity,
                StreamMapping.fromProperties(properties),
                host,
                failureDestination(event.properties(), backend),
                Clock.systemUTC(),
                Waiting.SYSTEM);
    }

    private static FailureDestination failureDestination(JsonNode properties, Backend backend) {
        String arn = properties
                .path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText();
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        if (arn.isEmpty()) {
            return FailureDestination.NONE;
        }
        if (arn.contains(":s3:")) {
            return new S3FailureDestination(backend.clients().s3(), name);
        }
        if (arn.contains(":sqs:")) {
            return new SqsFailureDestination(backend.clients().sqs(), backend.queueUrl(name));
        }
        throw new IllegalArgumentException("DestinationConfig.OnFailure.Destination: " + arn
                + " (expected: the ARN of an S3 bucket or an SQS queue)");
    }
}
