package dev.tributary.scenarios;

import dev.tributary.local.api.ApiServer;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryReport;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.pipeline.Pipeline;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.redrive.RedriveTarget;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import dev.tributary.scenarios.Event.Sent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A system of the template on a backend, under names of its own, so that backends that keep state can be used again. */
final class Deployed implements AutoCloseable {

    static final Path TEMPLATE =
            Path.of(System.getProperty("tributary.root", "..")).resolve("template.yaml");

    private static final int RECORDS_PER_CALL = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Backend backend;
    private final Parts parts;
    private final String environment;
    private final Template template;
    private final FunctionDefinition function;
    private @Nullable Pipeline pipeline;
    private @Nullable ApiServer api;

    /** Creates the resources; the function does not run yet. */
    Deployed(Backend backend, Parts parts, Path templateFile, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("Environment", "t-" + UUID.randomUUID().toString().substring(0, 8));
        all.putAll(parameters);
        this.backend = backend;
        this.parts = parts;
        this.environment = all.getOrDefault("Environment", "");
        this.template = Template.read(templateFile, all, backend::queueUrl);
        this.function = template.functions().stream()
                .filter(one -> one.logicalId().equals(parts.function()))
                .findFirst()
                .orElseThrow();
        provision();
    }

    /** Creates what is not there. */
    void provision() {
        new Provisioner(backend).provision(template);
    }

    /** The value of a variable of the function. */
    String variable(String name) {
        return function.environment().getOrDefault(name, "");
    }

    /** What all of its names hold. */
    String environment() {
        return environment;
    }

    String stream() {
        return physicalName(parts.stream());
    }

    String table() {
        return physicalName(parts.table());
    }

    String physicalName(String logicalId) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow()
                .physicalName();
    }

    List<Sent> send(List<Event> events) {
        List<Sent> sent = new ArrayList<>();
        for (int from = 0; from < events.size(); from += RECORDS_PER_CALL) {
            List<Event> call = events.subList(from, Math.min(events.size(), from + RECORDS_PER_CALL));
            PutRecordsResponse response = backend.clients().kinesis().putRecords(put -> put.streamName(stream())
                    .records(call.stream().map(Deployed::entry).toList()));
            for (int i = 0; i < call.size(); i++) {
                PutRecordsResultEntry taken = response.records().get(i);
                sent.add(new Sent(stream(), taken.shardId(), taken.sequenceNumber(), call.get(i)));
            }
        }
        return sent;
    }

    private static PutRecordsRequestEntry entry(Event event) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(event.partitionKey())
                .data(SdkBytes.fromByteArray(event.bytes()))
                .build();
    }

    /** Starts the template's API, in front of streams that no function needs to read yet; where it is. */
    URI startApi(FaultPlan faults) {
        ApiServer started = ApiServer.start(ApiServer.apiOf(template).orElseThrow(), backend, 0, faults);
        api = started;
        return started.url();
    }

    void start() {
        start(FaultPlan.none());
    }

    /** Invokes the function by hand, while the pipeline runs or did; threads have an instance each. */
    FunctionHost byHand() {
        backend.systemProperties().forEach(System::setProperty);
        return new FunctionHost(function, FaultPlan.none());
    }

    /** The function's failures, to be sent back through it with other values of some of its variables. */
    RedriveTarget failures(Map<String, String> changed) {
        Map<String, String> variables = new HashMap<>(function.environment());
        variables.putAll(changed);
        FunctionDefinition mended = new FunctionDefinition(
                function.logicalId(),
                function.name(),
                function.handler(),
                variables,
                function.memoryMb(),
                function.timeout(),
                function.events(),
                function.eventInvokeConfig());
        backend.systemProperties().forEach(System::setProperty);
        return RedriveTarget.of(mended, backend).orElseThrow();
    }

    void start(FaultPlan faults) {
        pipeline = Pipeline.start(template, backend, faults);
    }

    /** Fires the function's schedule at once. */
    void fire() {
        running().fire(parts.function());
    }

    /** Waits until every record that was sent is resolved, and what Firehose took of them written. */
    void awaitQuiet() {
        await("all records are resolved and written", running()::isQuiet);
    }

    /** Waits until every record that was sent is resolved; Firehose may still hold what it took. */
    void awaitResolved() {
        await("all records are resolved", running()::isResolved);
    }

    void awaitRetries(int count) {
        await(count + " retries", () -> activity().retriedInvocations() >= count);
    }

    /** Runs the function until every record that was sent is resolved. */
    FunctionActivity run() {
        start();
        awaitQuiet();
        return activity();
    }

    FunctionActivity activity() {
        return running().activities().stream()
                .filter(activity -> activity.logicalId().equals(parts.function()))
                .findFirst()
                .orElseThrow();
    }

    /** What Firehose did. */
    DeliveryReport delivery() {
        return running().deliveries().get(0);
    }

    Found found() {
        return new Found(backend.clients(), this);
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
        }
        if (api != null) {
            api.close();
        }
    }

    private Pipeline running() {
        if (pipeline == null) {
            throw new IllegalStateException("call start() first");
        }
        return pipeline;
    }

    /** Each look asks the services, so that nothing needs to slow the loop. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
