package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.lambda.Redriven;
import dev.tributary.local.redrive.RedriveFunction.Reply;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;

class LambdaFunctionTest {

    private final FakeLambda lambda = new FakeLambda();
    private final LambdaFunction function = new LambdaFunction(lambda, "enrich", "live");

    @Test
    void shouldInvokeTheAliasWaitForItsAnswerAndTellWhereTheRecordsComeFrom() throws Exception {
        lambda.answer = request -> InvokeResponse.builder().payload(SdkBytes.fromUtf8String("{}"));

        Reply reply = function.invoke("{\"Records\":[]}".getBytes(UTF_8), Origin.REDRIVEN_RECORD);

        assertThat(reply.requestId()).isEqualTo("request-1");
        assertThat(((Answered) reply.result()).payload()).isEqualTo("{}".getBytes(UTF_8));
        InvokeRequest request = lambda.asked();
        assertThat(request.functionName()).isEqualTo("enrich");
        assertThat(request.qualifier()).isEqualTo("live");
        assertThat(request.invocationType()).isEqualTo(InvocationType.REQUEST_RESPONSE);
        assertThat(request.payload().asUtf8String()).isEqualTo("{\"Records\":[]}");
        Map<?, ?> context =
                FailureReader.JSON.readValue(Base64.getDecoder().decode(request.clientContext()), Map.class);
        assertThat(context.get("custom")).isEqualTo(Redriven.clientContext(Origin.REDRIVEN_RECORD));
    }

    @Test
    void shouldTellOfAFunctionThatFailed() {
        lambda.answer = request -> InvokeResponse.builder()
                .functionError("Unhandled")
                .payload(SdkBytes.fromUtf8String("{\"errorType\":\"SomeException\",\"errorMessage\":\"why\"}"));

        assertThat(function.invoke(new byte[0], Origin.REDRIVEN_BATCH).result())
                .isEqualTo(new Failed("SomeException", "why"));
    }

    @Test
    void shouldTellOfAFailureThatIsNoJson() {
        lambda.answer = request ->
                InvokeResponse.builder().functionError("Unhandled").payload(SdkBytes.fromUtf8String("killed"));

        assertThat(function.invoke(new byte[0], Origin.REDRIVEN_BATCH).result())
                .isEqualTo(new Failed("Unhandled", "an error that is no JSON"));
    }

    @Test
    void shouldGoOnBehindAnEventThatLambdaDoesNotTake() {
        lambda.answer = request -> {
            throw RequestTooLargeException.builder().message("too large").build();
        };

        assertThat(function.invoke(new byte[7], Origin.REDRIVEN_BATCH).result())
                .isEqualTo(new Failed("RequestTooLarge", "7 bytes of event"));
    }

    /** Answers what it is told to. */
    private static final class FakeLambda implements LambdaClient {

        private Function<InvokeRequest, InvokeResponse.Builder> answer = request -> InvokeResponse.builder();
        private @Nullable InvokeRequest asked;

        InvokeRequest asked() {
            return requireNonNull(asked);
        }

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            asked = request;
            InvokeResponse.Builder response = answer.apply(request);
            response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "request-1")));
            return response.build();
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
