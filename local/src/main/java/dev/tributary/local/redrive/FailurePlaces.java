package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.FunctionDefinition;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where the failures of a function are.
 *
 * @param letters the URL of its dead-letter queue
 * @param queues the URLs of all queues that hold some, the former first
 * @param buckets those in which Lambda keeps what it gave up
 */
record FailurePlaces(String letters, Set<String> queues, Set<String> buckets) {

    /** Below this, in Lambda's own order: by mapping or function, shard and day. */
    static final String PREFIX = "aws/lambda/";

    private static final String QUEUE_VARIABLE = "DEAD_LETTER_QUEUE_URL";
    private static final String BUCKET_VARIABLE = "DEAD_LETTER_BUCKET";

    /** Those of a function of the template; none if it sets nothing aside. */
    static Optional<FailurePlaces> of(FunctionDefinition function, Backend backend) {
        Stream<JsonNode> sources = function.events().stream().map(FunctionDefinition.Event::properties);
        Set<String> destinations = new LinkedHashSet<>();
        Stream.concat(sources, Stream.of(function.eventInvokeConfig()))
                .map(config -> config.at("/DestinationConfig/OnFailure/Destination"))
                .filter(JsonNode::isTextual)
                .forEach(arn -> destinations.add(arn.asText()));
        return of(function.environment(), destinations, backend::queueUrl);
    }

    /** Those of a function in an account; none if it is not there, or sets nothing aside. */
    static Optional<FailurePlaces> of(String function, String alias, LambdaClient lambda, SqsClient sqs) {
        Map<String, String> variables;
        try {
            variables = lambda.getFunctionConfiguration(
                            call -> call.functionName(function).qualifier(alias))
                    .environment()
                    .variables();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
        Set<String> destinations = new LinkedHashSet<>();
        try {
            String arn = lambda.getFunctionEventInvokeConfig(
                            call -> call.functionName(function).qualifier(alias))
                    .destinationConfig()
                    .onFailure()
                    .destination();
            if (arn != null) {
                destinations.add(arn);
            }
        } catch (ResourceNotFoundException e) {
            // Not every function is invoked asynchronously.
            destinations.clear();
        }
        return of(variables, destinations, name -> sqs.getQueueUrl(call -> call.queueName(name))
                .queueUrl());
    }

    private static Optional<FailurePlaces> of(
            Map<String, String> variables, Set<String> destinations, UnaryOperator<String> queueUrl) {
        String letters = variables.getOrDefault(QUEUE_VARIABLE, "");
        String bucket = variables.getOrDefault(BUCKET_VARIABLE, "");
        if (letters.isEmpty() || bucket.isEmpty()) {
            return Optional.empty();
        }
        Set<String> queues = new LinkedHashSet<>(Set.of(letters));
        // A mapping in an account does not tell by the function's name where its batches go: ours go where large
        // payloads do.
        Set<String> buckets = new LinkedHashSet<>(Set.of(bucket));
        for (String arn : destinations) {
            String name = arn.substring(arn.lastIndexOf(':') + 1);
            if (arn.contains(":sqs:")) {
                queues.add(queueUrl.apply(name));
            } else if (arn.contains(":s3:")) {
                buckets.add(name);
            }
        }
        return Optional.of(new FailurePlaces(letters, queues, buckets));
    }
}
