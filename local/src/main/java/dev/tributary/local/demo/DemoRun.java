package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.local.pipeline.Pipeline;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the demo: the template's pipeline, events through it, and the account of all of them. */
final class DemoRun {

    /** A short window, so that the last batch is not waited for; everything else is as the template ships. */
    private static final Map<String, String> PARAMETERS = Map.of("LoadSampleData", "true", "BatchWindowSeconds", "1");

    /** Smaller batches give faults more to strike. */
    private static final Map<String, String> PARAMETERS_WITH_FAULTS =
            Map.of("LoadSampleData", "true", "BatchWindowSeconds", "1", "BatchSize", "100");

    private static final String FUNCTIONS_LOG = "functions.log";

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

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
            Template read =
                    Template.read(template, faults.isNone() ? PARAMETERS : PARAMETERS_WITH_FAULTS, backend::queueUrl);
            progress.step("Creating what " + template.getFileName() + " describes");
            new Provisioner(backend).provision(read);
            return run(backend, read);
        }
    }

    private DemoResult run(Backend backend, Template read) {
        FunctionDefinition function = read.functions().get(0);
        progress.step("Sending events");
        long begun = System.nanoTime();
        List<SentRecord> sent = new Producer(backend.clients().kinesis(), streamOf(function))
                .send(new EventGenerator().generate(events), count -> progress.at(count + " of " + events));
        progress.step("Running the functions until all is quiet");
        List<FunctionActivity> activities;
        try (Pipeline pipeline = Pipeline.start(read, backend, faults)) {
            awaitQuiet(pipeline, new StandstillWatch(System::nanoTime, sent.size(), logIn(folder)));
            activities = pipeline.activities();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        progress.step("Accounting for every record");
        // Only now: a run that is broken off leaves the last good one's objects.
        delete(objects());
        RecordAccount account = Accountant.account(sent, collect(backend, function), Profiles.of(read));
        progress.end();
        return new DemoResult(
                backend.name(),
                duration,
                List.of(new FunctionResult(account, activities.get(0))),
                faults.counts(),
                objects());
    }

    private Path objects() {
        return folder.resolve("s3");
    }

    private Findings collect(Backend backend, FunctionDefinition function) {
        Collector collector =
                new Collector(backend.clients().s3(), backend.clients().sqs(), objects());
        collector.collectLake(variable(function, "LAKE_BUCKET"));
        collector.collectGivenUp(variable(function, "DEAD_LETTER_BUCKET"));
        collector.collectDeadLetters(variable(function, "DEAD_LETTER_QUEUE_URL"));
        return collector.findings();
    }

    private void awaitQuiet(Pipeline pipeline, StandstillWatch watch) {
        while (!pipeline.isQuiet()) {
            FunctionActivity activity = pipeline.activities().get(0);
            progress.at(activity.invocations() + " invocations");
            watch.look(activity);
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the functions ran", e);
            }
        }
    }

    private static String variable(FunctionDefinition function, String name) {
        String value = function.environment().get(name);
        if (value == null) {
            throw new IllegalStateException(function.logicalId() + " has no variable " + name);
        }
        return value;
    }

    private static String streamOf(FunctionDefinition function) {
        String arn = function.events().get(0).properties().path("Stream").asText();
        return arn.substring(arn.indexOf('/') + 1);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot delete " + folder + ", which an earlier demo left: " + e.getMessage(), e);
        }
    }
}
