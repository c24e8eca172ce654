package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.lambda.Redriven;
import dev.tributary.local.source.InvocationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;

/** A function in an account, invoked through the Lambda API by its alias, as its sources invoke it. */
final class LambdaFunction implements RedriveFunction {

    private final LambdaClient lambda;
    private final String name;
    private final String alias;

    LambdaFunction(LambdaClient lambda, String name, String alias) {
        this.lambda = lambda;
        this.name = name;
        this.alias = alias;
    }

    @Override
    public Reply invoke(byte[] event, Origin origin) {
        try {
            InvokeResponse response = lambda.invoke(call -> call.functionName(name)
                    .qualifier(alias)
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .clientContext(clientContext(origin))
                    .payload(SdkBytes.fromByteArrayUnsafe(event)));
            return new Reply(response.responseMetadata().requestId(), result(response));
        } catch (RequestTooLargeException e) {
            // Another record may fit, so this is no reason to end.
            return new Reply("", new InvocationResult.Failed("RequestTooLarge", event.length + " bytes of event"));
        }
    }

    private static String clientContext(Origin origin) {
        String json = FailureReader.JSON
                .createObjectNode()
                .set("custom", FailureReader.JSON.valueToTree(Redriven.clientContext(origin)))
                .toString();
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static InvocationResult result(InvokeResponse response) {
        byte[] payload =
                response.payload() == null ? new byte[0] : response.payload().asByteArray();
        if (response.functionError() == null) {
            return new InvocationResult.Answered(payload);
        }
        try {
            JsonNode error = FailureReader.JSON.readTree(payload);
            return new InvocationResult.Failed(
                    error.path("errorType").asText(response.functionError()),
                    error.path("errorMessage").asText());
        } catch (IOException e) {
            return new InvocationResult.Failed(response.functionError(), "an error that is no JSON");
        }
    }
}
