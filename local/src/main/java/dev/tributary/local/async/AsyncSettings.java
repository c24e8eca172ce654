package dev.tributary.local.async;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.PropertyErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a function is invoked asynchronously, as SAM's {@code EventInvokeConfig} describes it.
 *
 * @param maximumRetryAttempts how often a failed invocation is tried again; 0-2
 * @param maximumEventAge how old an event may be when it is delivered; 60 s to 6 h
 * @param onFailureArn where events go that are given up, if anywhere
 */
public record AsyncSettings(int maximumRetryAttempts, Duration maximumEventAge, Optional<String> onFailureArn) {

    static final int MOST_ATTEMPTS = 2;
    static final int LONGEST_AGE_SECONDS = 21_600;

    private static final int SHORTEST_AGE_SECONDS = 60;
    private static final Set<String> KNOWN =
            Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig");

    /**
     * Reads the property of a function. What is absent has Lambda's default.
     *
     * @param logicalId the function's, for messages
     * @throws IllegalArgumentException naming everything that is malformed, out of its range or not simulated
     */
    public static AsyncSettings of(String logicalId, JsonNode config) {
        PropertyErrors errors = new PropertyErrors(logicalId + ".EventInvokeConfig");
        errors.refuseOthers(config, KNOWN);
        JsonNode destinations = config.path("DestinationConfig");
        errors.refuseOthers(destinations, Set.of("OnFailure"));
        int attempts = errors.whole(config, "MaximumRetryAttempts", MOST_ATTEMPTS, 0, MOST_ATTEMPTS);
        int age = errors.whole(
                config, "MaximumEventAgeInSeconds", LONGEST_AGE_SECONDS, SHORTEST_AGE_SECONDS, LONGEST_AGE_SECONDS);
        JsonNode onFailure = destinations.path("OnFailure");
        Optional<String> arn = onFailure.isMissingNode()
                ? Optional.empty()
                : Optional.of(errors.text(onFailure, "Destination", "the ARN of an S3 bucket or an SQS queue"));
        errors.check();
        return new AsyncSettings(attempts, Duration.ofSeconds(age), arn);
    }
}
