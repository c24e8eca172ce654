package dev.tributary.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;

/** Where a function in an account says that its failures go; the template's functions are in the scenarios. */
class FailurePlacesTest {

    private static final Map<String, String> VARIABLES =
            Map.of("DEAD_LETTER_QUEUE_URL", "https://sqs/1/letters", "DEAD_LETTER_BUCKET", "failures");

    @Test
    void shouldTakeThemFromTheVariablesOfAFunctionOnAStream() {
        assertThat(places(VARIABLES, null)).hasValueSatisfying(places -> {
            assertThat(places.letters()).isEqualTo("https://sqs/1/letters");
            assertThat(places.queues()).containsExactly("https://sqs/1/letters");
            assertThat(places.buckets()).containsExactly("failures");
        });
    }

    @Test
    void shouldAddWhereLambdaPutsTheEventsThatItGivesUp() {
        assertThat(places(VARIABLES, "arn:aws:sqs:eu-west-1:1:failed-events"))
                .hasValueSatisfying(places -> assertThat(places.queues())
                        .containsExactly("https://sqs/1/letters", "https://sqs/1/failed-events"));
        assertThat(places(VARIABLES, "arn:aws:s3:::elsewhere"))
                .hasValueSatisfying(places -> assertThat(places.buckets()).containsExactly("failures", "elsewhere"));
    }

    @Test
    void shouldKnowNoneOfAFunctionThatIsNotThereOrSetsNothingAside() {
        assertThat(places(null, null)).isEmpty();
        assertThat(places(Map.of(), null)).isEmpty();
    }

    private static Optional<FailurePlaces> places(@Nullable Map<String, String> variables, @Nullable String onFailure) {
        return FailurePlaces.of("enrich", "live", new OneFunction(variables, onFailure), new Queues());
    }

    /** Lambda with the alias of one function, or without. */
    private record OneFunction(
            @Nullable Map<String, String> variables,
            @Nullable String onFailure) implements LambdaClient {

        @Override
        public GetFunctionConfigurationResponse getFunctionConfiguration(GetFunctionConfigurationRequest request) {
            if (variables == null || !request.qualifier().equals("live")) {
                throw ResourceNotFoundException.builder().message("no function").build();
            }
            return GetFunctionConfigurationResponse.builder()
                    .environment(environment -> environment.variables(variables))
                    .build();
        }

        @Override
        public GetFunctionEventInvokeConfigResponse getFunctionEventInvokeConfig(
                GetFunctionEventInvokeConfigRequest request) {
            if (onFailure == null || !request.qualifier().equals("live")) {
                throw ResourceNotFoundException.builder().message("no config").build();
            }
            return GetFunctionEventInvokeConfigResponse.builder()
                    .destinationConfig(config -> config.onFailure(target -> target.destination(onFailure)))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** SQS that knows where queues are. */
    private record Queues() implements SqsClient {

        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            return GetQueueUrlResponse.builder()
                    .queueUrl("https://sqs/1/" + request.queueName())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
