package dev.tributary.local.demo;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tributary.local.api.ApiServer;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Load;
import dev.tributary.local.demo.account.SentRecord;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.pipeline.Pipeline;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the demo: the template's pipeline, events through it, and the account of all of them. */
final class DemoRun {

    /**
     * Short windows, so that the last batch is not waited for; batches for the pipe that still fit into an answer when the
     * aggregates among them are taken apart; and the smallest raw objects of changes, so that there are several. Everything
     * else is as the template ships.
     */
    private static final Map<String, String> PARAMETERS = Map.of(
            "LoadSampleData", "true",
            "BatchWindowSeconds", "1",
            "PipeBatchWindowSeconds", "1",
            "PipeBatchSize", "250",
            "AuditBatchWindowSeconds", "1",
            "ChangeDeliveryBufferMegabytes", "1");

    /** Smaller batches give faults more to strike. */
    private static final Map<String, String> PARAMETERS_WITH_FAULTS = Map.of(
            "LoadSampleData", "true",
            "BatchWindowSeconds", "1",
            "BatchSize", "100",
            "PipeBatchWindowSeconds", "1",
            "PipeBatchSize", "100",
            "AuditBatchWindowSeconds", "1",
            "AuditBatchSize", "20",
            "ChangeDeliveryBufferMegabytes", "1");

    private static final String FUNCTIONS_LOG = "functions.log";

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** A system and what was sent into it. */
    private record Loaded(DemoSystem system, Load load) {

        FunctionResult result(Collector collector, FunctionActivity activity) {
            Findings findings = collector.collect(system, load.judge());
            return new FunctionResult(
                    Accountant.account(system.delivery(), load.judge(), load.records(), findings),
                    load.others().stream()
                            .map(account -> account.apply(findings))
                            .toList(),
                    activity);
        }

        int streamRecords() {
            return SentRecord.streamRecords(load.records());
        }
    }

    private final Path template;
    private final Path folder;
    private final int events;
    private final FaultPlan faults;
    private final Progress progress;

    /**
     * Prepares a run.
     *
     * @param template the SAM template
     * @param folder where the functions' log is, and where the copies of the objects go
     * @param events how many events each system is sent
     */
    DemoRun(Path template, Path folder, int events, FaultPlan faults, Progress progress) {
        this.template = template;
        this.folder = folder;
        this.events = events;
        this.faults = faults;
        this.progress = progress;
    }

    /** The file in a demo's folder that takes what the functions log. */
    static Path logIn(Path folder) {
        return folder.resolve(FUNCTIONS_LOG);
    }

    DemoResult run() {
        progress.step("Starting the services on this machine");
        try (Backend backend = EmbeddedBackend.start()) {
            Template read = Template.read(template, parameters(), backend::queueUrl);
            progress.step("Creating what " + template.getFileName() + " describes");
            new Provisioner(backend).provision(read);
            return run(backend, read);
        }
    }

    private Map<String, String> parameters() {
        return Template.known(template, faults.isNone() ? PARAMETERS : PARAMETERS_WITH_FAULTS);
    }

    private DemoResult run(Backend backend, Template read) {
        Optional<ApiServer> api = ApiServer.apiOf(read).map(one -> ApiServer.start(one, backend, 0, faults));
        try {
            return run(backend, read, DemoSystems.of(read, api.map(ApiServer::url)));
        } finally {
            api.ifPresent(ApiServer::close);
        }
    }

    private DemoResult run(Backend backend, Template read, List<DemoSystem> systems) {
        progress.step("Sending events");
        long begun = System.nanoTime();
        List<Loaded> loads =
                systems.stream().map(system -> send(system, backend)).toList();
        progress.step("Running the functions until all is quiet");
        Map<String, FunctionActivity> activities;
        try (Pipeline pipeline = Pipeline.start(read, backend, faults)) {
            awaitQuiet(pipeline, loads);
            activities = pipeline.activities().stream().collect(toMap(FunctionActivity::logicalId, identity()));
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        progress.step("Accounting for every record");
        // Only now: a run that is broken off leaves the last good one's objects.
        Collector collector = new Collector(backend, objects());
        List<FunctionResult> results = loads.stream()
                .map(load -> load.result(
                        collector,
                        requireNonNull(activities.get(load.system().function().logicalId()))))
                .toList();
        progress.end();
        return new DemoResult(backend.name(), duration, results, faults.counts(), objects());
    }

    private Path objects() {
        return folder.resolve("s3");
    }

    private Loaded send(DemoSystem system, Backend backend) {
        return new Loaded(
                system,
                system.source()
                        .send(
                                backend,
                                events,
                                count -> progress.at(
                                        count + " for " + system.function().logicalId())));
    }

    private void awaitQuiet(Pipeline pipeline, List<Loaded> loads) {
        Map<String, Integer> sent =
                loads.stream().collect(toMap(load -> load.system().function().logicalId(), Loaded::streamRecords));
        StandstillWatch watch = new StandstillWatch(System::nanoTime, sent, logIn(folder));
        while (!pipeline.isResolved()) {
            List<FunctionActivity> activities = pipeline.activities();
            progress.at(
                    activities.stream().mapToLong(FunctionActivity::invocations).sum() + " invocations");
            watch.look(activities);
            pipeline.hasten();
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the functions ran", e);
            }
        }
    }
}
