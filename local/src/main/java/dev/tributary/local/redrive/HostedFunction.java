package dev.tributary.local.redrive;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.lambda.Redriven;
import dev.tributary.local.function.FunctionHost;
import java.util.UUID;

/** A function of the template, run in this process through Lambda's own serialization. */
final class HostedFunction implements RedriveFunction {

    private final FunctionHost host;

    HostedFunction(FunctionHost host) {
        this.host = host;
    }

    @Override
    public Reply invoke(byte[] event, Origin origin) {
        String requestId = UUID.randomUUID().toString();
        return new Reply(requestId, host.invoke(event, requestId, Redriven.clientContext(origin)));
    }
}
