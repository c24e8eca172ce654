package dev.tributary.local.pipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.template.PropertyErrors;
import dev.tributary.local.template.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a pipe out of a template, and refuses by name what is not simulated. */
final class PipeReader {

    private static final Set<String> KNOWN = Set.of(
            "Description",
            "DesiredState",
            "Enrichment",
            "KmsKeyIdentifier",
            "LogConfiguration",
            "Name",
            "RoleArn",
            "Source",
            "SourceParameters",
            "Tags",
            "Target");
    private static final String KINESIS = "KinesisStreamParameters";
    private static final String FILTERS = "FilterCriteria";
    private static final String BATCH_SIZE = "BatchSize";
    private static final String ON_FAILURE = "OnPartialBatchItemFailure";
    private static final Set<String> KNOWN_OF_KINESIS = Set.of(
            BATCH_SIZE,
            "DeadLetterConfig",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            ON_FAILURE,
            "ParallelizationFactor",
            "StartingPosition",
            "StartingPositionTimestamp");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Resource resource;
    private final PropertyErrors errors;

    PipeReader(Resource resource) {
        this.resource = resource;
        this.errors = new PropertyErrors(resource.logicalId());
    }

    PipeDefinition read() {
        JsonNode properties = resource.properties();
        errors.refuseOthers(properties, KNOWN);
        String state = properties.path("DesiredState").asText("RUNNING");
        if (!state.equals("RUNNING")) {
            errors.add("DesiredState", state, "RUNNING");
        }
        String source = arn(properties, "Source", "kinesis", "a Kinesis stream");
        String enrichment = arn(properties, "Enrichment", "lambda", "a Lambda function");
        String target = arn(properties, "Target", "firehose", "a Firehose delivery stream");
        JsonNode parameters = properties.path("SourceParameters");
        errors.refuseOthers(parameters, Set.of(KINESIS, FILTERS));
        JsonNode kinesis = parameters.path(KINESIS);
        errors.refuseOthers(kinesis, KNOWN_OF_KINESIS);
        Optional<String> deadLetters = deadLetters(kinesis);
        Optional<StreamMapping> settings = settings(kinesis, parameters.path(FILTERS));
        errors.check();
        return new PipeDefinition(
                resource.logicalId(),
                resource.physicalName(),
                source,
                enrichment,
                target,
                properties.path("RoleArn").asText(),
                settings.orElseThrow(),
                deadLetters);
    }

    private String arn(JsonNode properties, String property, String service, String expectation) {
        String arn = errors.text(properties, property, "the ARN of " + expectation);
        if (!arn.isEmpty() && !arn.startsWith("arn:aws:" + service + ":")) {
            errors.add(property, arn, "the ARN of " + expectation + ", which alone is simulated");
        }
        return arn;
    }

    private Optional<String> deadLetters(JsonNode kinesis) {
        JsonNode config = kinesis.path("DeadLetterConfig");
        return config.isMissingNode() ? Optional.empty() : Optional.of(arn(config, "Arn", "sqs", "an SQS queue"));
    }

    /** The engine's settings have Lambda's names, which are those of Pipes but for the way to split a batch. */
    private Optional<StreamMapping> settings(JsonNode kinesis, JsonNode filters) {
        // A target takes a whole batch in one call.
        errors.whole(kinesis, BATCH_SIZE, 100, 1, DeliveryStream.MAX_RECORDS);
        Map<String, Object> mapping = new HashMap<>(map(kinesis));
        Object onFailure = mapping.remove(ON_FAILURE);
        if (onFailure != null && !onFailure.equals("AUTOMATIC_BISECT")) {
            errors.add(ON_FAILURE, onFailure, "AUTOMATIC_BISECT");
        }
        mapping.put("BisectBatchOnFunctionError", onFailure != null);
        if (!filters.isMissingNode()) {
            mapping.put(FILTERS, map(filters));
        }
        try {
            return Optional.of(StreamMapping.fromProperties(mapping));
        } catch (IllegalArgumentException e) {
            errors.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Map<String, Object> map(JsonNode object) {
        return object.isMissingNode() ? Map.of() : MAPPER.convertValue(object, new TypeReference<>() {});
    }
}
