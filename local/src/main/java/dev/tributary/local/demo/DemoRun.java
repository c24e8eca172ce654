package dev.tributary.local.demo;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tributary.local.api.ApiServer;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.capture.ChangeCapture;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.change.RunningCapture;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.pipeline.Pipeline;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.redrive.RedriveOptions;
import dev.tributary.local.redrive.RedriveResult;
import dev.tributary.local.redrive.RedriveTarget;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the demo: the template's pipeline, events through it, and the account of all of them. */
final class DemoRun {

    private static final String CONTRACTS =
            "{\"" + CapturedChanges.DMS_TABLE + "\":\"" + CapturedChanges.DEBEZIUM_TABLE + "\"}";

    /**
     * Short windows, so that the last batch is not waited for; batches for the pipe that still fit into an answer when the
     * aggregates among them are taken apart; the smallest raw objects of changes, so that there are several; and for the
     * table as DMS tells of it the contract that it has under its own name. Everything else is as the template ships.
     */
    private static final Map<String, String> PARAMETERS = Map.of(
            "LoadSampleData", "true",
            "BatchWindowSeconds", "1",
            "PipeBatchWindowSeconds", "1",
            "PipeBatchSize", "250",
            "AuditBatchWindowSeconds", "1",
            "ChangeDeliveryBufferMegabytes", "1",
            "ChangeTableContracts", CONTRACTS);

    /** Smaller batches give faults more to strike, and few attempts at user events give Lambda some to give up. */
    private static final Map<String, String> PARAMETERS_WITH_FAULTS = Map.ofEntries(
            Map.entry("LoadSampleData", "true"),
            Map.entry("BatchWindowSeconds", "1"),
            Map.entry("BatchSize", "100"),
            Map.entry("MaximumRetryAttempts", "1"),
            Map.entry("PipeBatchWindowSeconds", "1"),
            Map.entry("PipeBatchSize", "100"),
            Map.entry("AuditBatchWindowSeconds", "1"),
            Map.entry("AuditBatchSize", "20"),
            Map.entry("ChangeDeliveryBufferMegabytes", "1"),
            Map.entry("ChangeTableContracts", CONTRACTS));

    private static final String FUNCTIONS_LOG = "functions.log";

    private static final int EVENTS_PER_CHANGE = 10;
    private static final int LEAST_CHANGES = 50;
    private static final int MOST_CHANGES = 2_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** More than what waits takes; then the account tells what is missing. */
    private static final Duration LONGEST_RUNS = Duration.ofMinutes(2);

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
        try (Backend backend = EmbeddedBackend.start();
                RunningCapture capture = new RunningCapture(this::capture)) {
            Template read = Template.read(template, parameters(), backend::queueUrl);
            if (DemoSystems.wantChanges(read)) {
                progress.step("Capturing the changes of a database, while all else goes on");
                capture.begin();
            }
            progress.step("Creating what " + template.getFileName() + " describes");
            new Provisioner(backend).provision(read);
            return run(backend, read, capture);
        }
    }

    private CapturedChanges capture() {
        int changes = Math.min(MOST_CHANGES, Math.max(LEAST_CHANGES, events / EVENTS_PER_CHANGE));
        return new ChangeCapture().capture(folder.resolve("postgres"), changes);
    }

    private Map<String, String> parameters() {
        return Template.known(template, faults.isNone() ? PARAMETERS : PARAMETERS_WITH_FAULTS);
    }

    private DemoResult run(Backend backend, Template read, RunningCapture capture) {
        Optional<ApiServer> api = ApiServer.apiOf(read).map(one -> ApiServer.start(one, backend, 0, faults));
        try {
            return run(backend, read, DemoSystems.of(read, api.map(ApiServer::url), capture::changes));
        } finally {
            api.ifPresent(ApiServer::close);
        }
    }

    private DemoResult run(Backend backend, Template read, List<DemoSystem> systems) {
        progress.step("Sending events");
        long begun = System.nanoTime();
        List<LoadedSystem> loads =
                systems.stream().map(system -> send(system, backend)).toList();
        progress.step("Running the functions until all is quiet");
        Map<String, RedriveResult> redriven = new HashMap<>();
        Map<String, FunctionActivity> activities;
        try (Pipeline pipeline = Pipeline.start(read, backend, faults)) {
            awaitQuiet(pipeline, loads);
            for (LoadedSystem load : loads) {
                runWhatWaits(pipeline, load, loads);
                if (!faults.isNone()) {
                    redrive(load.system().function(), backend)
                            .ifPresent(result ->
                                    redriven.put(load.system().function().logicalId(), result));
                    // What comes of raw objects that were given up is announced, and scored by the runs that come next.
                    awaitQuiet(pipeline, loads);
                }
            }
            activities = pipeline.activities().stream().collect(toMap(FunctionActivity::logicalId, identity()));
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        progress.step("Accounting for every record");
        // Only now: a run that is broken off leaves the last good one's objects.
        Collector collector = new Collector(backend, objects());
        List<FunctionResult> results = loads.stream()
                .map(load -> {
                    String function = load.system().function().logicalId();
                    return load.result(collector, requireNonNull(activities.get(function)))
                            .redriven(Optional.ofNullable(redriven.get(function)));
                })
                .toList();
        progress.end();
        return new DemoResult(backend.name(), duration, results, faults.counts(), objects());
    }

    private Path objects() {
        return folder.resolve("s3");
    }

    private LoadedSystem send(DemoSystem system, Backend backend) {
        String function = system.function().logicalId();
        progress.at("for " + function);
        return system.send(backend, events, count -> progress.at(count + " for " + function));
    }

    /**
     * Sends back all that a function set aside and Lambda gave up, as somebody does once the cause is mended: with no faults any
     * more. Without faults nothing may be given up, and what is set aside stays where it is, for whoever wants to look at it.
     */
    private Optional<RedriveResult> redrive(FunctionDefinition function, Backend backend) {
        Optional<RedriveTarget> target = RedriveTarget.of(function, backend).filter(RedriveTarget::isThroughFunction);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        progress.step("Sending back what was set aside by " + function.logicalId());
        AtomicInteger sent = new AtomicInteger();
        try {
            return Optional.of(target.get()
                    .redrive(RedriveOptions.ALL, behind -> progress.at(sent.incrementAndGet() + " sent back"))
                    .run());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Fires a schedule until nothing waits for it any more: what a killed run had received shows up again later. */
    private void runWhatWaits(Pipeline pipeline, LoadedSystem load, List<LoadedSystem> loads) {
        long begun = System.nanoTime();
        while (load.waitsForRun() && Duration.ofNanos(System.nanoTime() - begun).compareTo(LONGEST_RUNS) < 0) {
            pipeline.fire(load.system().function().logicalId());
            awaitQuiet(pipeline, loads);
            pause(LOOK_EVERY);
        }
    }

    private void awaitQuiet(Pipeline pipeline, List<LoadedSystem> loads) {
        Map<String, Integer> sent = new HashMap<>();
        loads.forEach(load -> load.records()
                .ifPresent(records -> sent.put(load.system().function().logicalId(), records)));
        StandstillWatch watch = new StandstillWatch(System::nanoTime, sent, logIn(folder));
        while (!pipeline.isResolved()) {
            List<FunctionActivity> activities = pipeline.activities();
            progress.at(
                    activities.stream().mapToLong(FunctionActivity::invocations).sum() + " invocations");
            watch.look(activities);
            pipeline.hasten();
            pause(LOOK_EVERY);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while the functions ran", e);
    }
}
