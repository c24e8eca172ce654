package dev.tributary.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tributary.config.Environment;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.InvocationFaults;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.template.FunctionDefinition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function of the template. As in Lambda, an instance serves one invocation at a time, is kept for the next one,
 * and is gone when it is killed. Each thread, and so each lane of an event source, has an instance of its own, so that what
 * one lane does never depends on another's timing.
 */
public final class FunctionHost implements FunctionInvoker {

    private final FunctionDefinition definition;
    private final FaultPlan faultPlan;
    private final boolean tracesFailures;
    private final CallCounts calls = new CallCounts();
    private final Map<Thread, HandlerInstance> instances = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable HandlerInstance> first;

    /**
     * Starts the first instance, so that wrong settings show at once.
     *
     * @throws FunctionStartException if the function does not start
     */
    public FunctionHost(FunctionDefinition definition, FaultPlan faultPlan) {
        this(definition, faultPlan, true);
    }

    /**
     * Starts the first instance, so that wrong settings show at once.
     *
     * @param tracesFailures whether the log gets the stack trace of an invocation that failed
     * @throws FunctionStartException if the function does not start
     */
    public FunctionHost(FunctionDefinition definition, FaultPlan faultPlan, boolean tracesFailures) {
        this.definition = definition;
        this.faultPlan = faultPlan;
        this.tracesFailures = tracesFailures;
        this.first = new AtomicReference<>(start());
    }

    @Override
    public InvocationResult invoke(byte[] eventJson) {
        return invoke(eventJson, UUID.randomUUID().toString(), Map.of());
    }

    /**
     * Runs the function once, as a caller of the Lambda API does.
     *
     * @param requestId of the invocation
     * @param clientContext the custom part of what the caller sends along
     */
    public InvocationResult invoke(byte[] eventJson, String requestId, Map<String, String> clientContext) {
        HandlerInstance instance = instance();
        InvocationFaults faults = faultPlan.forInvocation(eventJson);
        Context context = new LocalContext(
                definition.name(), requestId, definition.memoryMb(), definition.timeout(), clientContext);
        byte[] answer;
        try {
            answer = InvocationScope.run(calls, faults, () -> instance.handle(eventJson, context));
        } catch (Error e) {
            // Killed on purpose, or out of memory: either way Lambda would start a new process.
            instances.remove(Thread.currentThread());
            log(e, context);
            return new InvocationResult.Failed("Runtime.ExitError", e.toString());
        } catch (RuntimeException e) {
            log(e, context);
            return new InvocationResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
        if (context.getRemainingTimeInMillis() == 0) {
            instances.remove(Thread.currentThread());
            return new InvocationResult.Failed("Sandbox.Timedout", "no answer within " + definition.timeout());
        }
        return faults.losesAnswer()
                ? new InvocationResult.Failed("Lost", "the answer was lost")
                : new InvocationResult.Answered(answer);
    }

    /** How often the function called each operation of AWS so far. */
    public Map<String, Long> awsCalls() {
        return calls.snapshot();
    }

    private HandlerInstance instance() {
        return instances.computeIfAbsent(Thread.currentThread(), thread -> {
            HandlerInstance started = first.getAndSet(null);
            return started == null ? start() : started;
        });
    }

    /** As Lambda's runtime does, so that the log tells why an invocation failed. */
    private void log(Throwable failure, Context context) {
        if (!tracesFailures) {
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        context.getLogger().log(trace.toString());
    }

    private HandlerInstance start() {
        return HandlerInstance.start(definition.handler(), new Environment(definition.environment()));
    }
}
