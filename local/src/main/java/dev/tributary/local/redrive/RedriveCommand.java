package dev.tributary.local.redrive;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.redrive.FailureStore.Found;
import dev.tributary.local.redrive.Payloads.LostPayloadException;
import dev.tributary.local.send.Interruption;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import dev.tributary.local.up.CommandFailedException;
import dev.tributary.local.up.PipelineFolder;
import dev.tributary.local.up.RunningPipeline;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tributary redrive}. */
@Command(
        name = "redrive",
        customSynopsis = "tributary redrive [--function=LOGICAL_ID [--dry-run]] [OPTIONS]",
        description = "Sends back what was set aside or given up, or lists it.",
        footer = {
            "",
            "Of dead letters and of what Lambda gave up, wherever the template puts them:",
            "dead-letter queue, failure bucket, queue of failed events. On the pipeline that",
            "runs here, or at AWS_ENDPOINT_URL, with the function in this process; with --aws",
            "in the account of the caller's credentials, with the function there.",
            "",
            "Without --function it lists what there is. With it, failures go back through the",
            "function, oldest first for each partition key, with the ids that they had, and",
            "are deleted once they are through. What is set aside again stays, with its new",
            "reason; what fails stays as it was. To list and to redrive hides messages from",
            "others for up to two minutes behind its end.",
            "",
            "Examples:",
            "  ./tributary redrive",
            "  ./tributary redrive --function EnrichmentFunction --dry-run",
            "  ./tributary redrive --function EnrichmentFunction --reason MALFORMED_JSON",
            "  ./tributary redrive --function ChangeData/CdcTransformFunction --since 2d",
            "  ./tributary redrive --aws --parameter Environment=prod \\",
            "    --function OrdersFlow/StreamProcessorFunction --rate 20",
            "",
            "Exit code: 0 if all went through, or was listed; 1 if not; 2 for wrong options;",
            "130 after Ctrl-C, which leaves every failure either through or where it was."
        })
public final class RedriveCommand implements Callable<Integer> {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);
    private static final int INTERRUPTED = 130;
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--function",
            paramLabel = "LOGICAL_ID",
            description = {
                "The function's logical id in the template;",
                "within a nested stack, such as OrdersFlow/StreamProcessorFunction."
            })
    private @Nullable String function;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "A queue's URL or s3://BUCKET/PREFIX; all places of the function by default.")
    private @Nullable String from;

    @Option(names = "--reason", paramLabel = "CODE", description = "Only what has this reason.")
    private @Nullable String reason;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only what failed since then: 30m, 6h, 2d, or a time such as 2026-01-15T10:30:00Z.")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private @Nullable Long limit;

    @Option(names = "--rate", paramLabel = "N", description = "So many a second; as fast as possible by default.")
    private @Nullable Integer rate;

    @Option(names = "--to-source", description = "Into the stream they came from, as new records for all its readers.")
    private boolean toSource;

    @Option(names = "--dry-run", description = "Send nothing back; list what would be.")
    private boolean dryRun;

    @Option(names = "--show", paramLabel = "ID", description = "Show one, with its payload, by its record id.")
    private @Nullable String show;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--aws", description = "In the AWS account of the caller's credentials.")
    private boolean aws;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template as it was deployed; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    private final Path root;
    private final Map<String, String> environment;

    /** The command for the project in this folder, in this environment. */
    public RedriveCommand(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        if (aws) {
            Template template = Template.read(root.resolve("template.yaml"), parameters);
            try (Account account = new Account.OnAws(template)) {
                return run(account, template);
            }
        }
        Optional<URI> endpoint = Optional.ofNullable(environment.get("AWS_ENDPOINT_URL"))
                .filter(url -> !url.isBlank())
                .map(URI::create);
        PipelineFolder folder = new PipelineFolder(root);
        Optional<RunningPipeline> pipeline = endpoint.isPresent() ? Optional.empty() : folder.find();
        if (endpoint.isEmpty() && pipeline.isEmpty()) {
            throw new CommandFailedException("no pipeline is running here (expected: ./tributary up, AWS_ENDPOINT_URL,"
                    + " or --aws for the account of the caller's credentials)");
        }
        try (Backend backend = endpoint.<Backend>map(EndpointBackend::new)
                .orElseGet(() -> pipeline.orElseThrow().backend())) {
            Map<String, String> all = new LinkedHashMap<>(
                    pipeline.map(RunningPipeline::parameters).orElse(Map.of()));
            all.putAll(parameters);
            backend.systemProperties().forEach(System::setProperty);
            return run(
                    new Account.OnBackend(backend),
                    Template.read(root.resolve("template.yaml"), all, backend::queueUrl));
        }
    }

    private void check() {
        require(limit == null || limit > 0, "--limit: " + limit + " (expected: 1 or more)");
        require(rate == null || rate > 0, "--rate: " + rate + " (expected: 1 or more)");
        require(
                function != null || !(toSource || dryRun || limit != null || rate != null),
                "--function: missing (expected: whose failures to send back)");
        since();
    }

    private void require(boolean valid, String problem) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private Optional<Instant> since() {
        if (since == null) {
            return Optional.empty();
        }
        Matcher age = AGE.matcher(since);
        if (age.matches()) {
            long number = Long.parseLong(age.group(1));
            Duration ago =
                    switch (age.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            return Optional.of(Clock.systemUTC().instant().minus(ago));
        }
        try {
            return Optional.of(Instant.parse(since));
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since: " + since + " (expected: such as 30m, 6h, 2d or 2026-01-15T10:30:00Z)",
                    e);
        }
    }

    private int run(Account account, Template template) throws IOException, InterruptedException {
        if (function == null) {
            return look(account, targets(account, template), Optional.empty());
        }
        FunctionDefinition definition = definition(template);
        RedriveTarget target = account.target(definition)
                .orElseThrow(() -> new CommandFailedException(function + ", which is " + definition.name()
                        + ", is not there or sets nothing aside (expected: one that does; with --aws, is"
                        + " --parameter Environment=… missing?)"));
        if (show != null || dryRun) {
            return look(account, List.of(target), Optional.of(target.name()));
        }
        return redrive(target);
    }

    private FunctionDefinition definition(Template template) {
        return template.functions().stream()
                .filter(one -> one.logicalId().equals(function))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--function: " + function + " (expected: one of "
                                + template.functions().stream()
                                        .map(FunctionDefinition::logicalId)
                                        .toList() + ")"));
    }

    private static List<RedriveTarget> targets(Account account, Template template) {
        return template.functions().stream()
                .flatMap(one -> account.target(one).stream())
                .toList();
    }

    private int look(Account account, List<RedriveTarget> targets, Optional<String> name) {
        Set<String> places = new LinkedHashSet<>();
        if (from == null) {
            targets.forEach(target -> places.addAll(target.placeNames()));
        } else {
            places.add(from);
        }
        List<FailureStore> stores = places.stream()
                .map(place -> RedriveTarget.store(place, account.services()))
                .toList();
        tellHidden(stores);
        if (show != null) {
            return show(account, stores, show);
        }
        Survey survey = Survey.of(stores, new Selection(name, Optional.ofNullable(reason), since()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RedriveText.json(survey));
        } else {
            out.println(RedriveText.table(survey, Clock.systemUTC().instant()));
            if (dryRun && !survey.meant().isEmpty()) {
                out.println("would be sent back, in this order:");
                out.println(RedriveText.ids(survey, limit == null ? Long.MAX_VALUE : limit));
            }
        }
        return 0;
    }

    private int show(Account account, List<FailureStore> stores, String id) {
        Found found = Survey.find(stores, id)
                .orElseThrow(() -> new CommandFailedException(
                        "--show: " + id + " (expected: an id that ./tributary redrive --json lists)"));
        Failure failure = found.failure();
        byte[] payload = {};
        try {
            if (failure instanceof Failure.RecordLetter letter) {
                payload = new Payloads(account.services().s3()).of(letter.payload());
            } else if (failure instanceof Failure.PieceLetter letter) {
                payload = new Payloads(account.services().s3()).of(letter.payload());
            } else if (failure instanceof Failure.GivenUpBatch batch) {
                payload = batch.event();
            } else if (failure instanceof Failure.GivenUpEvent event) {
                payload = event.event();
            }
        } catch (LostPayloadException e) {
            spec.commandLine().getErr().println("tributary: " + e.reason() + ": " + e.getMessage());
        }
        spec.commandLine().getOut().println(RedriveText.whole(found, payload));
        return 0;
    }

    private int redrive(RedriveTarget target) throws IOException, InterruptedException {
        PrintStream terminal = System.out;
        Path log = root.resolve("target").resolve("redrive.log");
        Files.createDirectories(log.getParent());
        try (PrintStream file = new PrintStream(new FileOutputStream(log.toFile()), true, StandardCharsets.UTF_8)) {
            // A function in this process writes its log to standard output.
            System.setOut(file);
            Redrive redrive = target.redrive(
                    new RedriveOptions(
                            Optional.ofNullable(from),
                            Optional.ofNullable(reason),
                            since(),
                            limit == null ? Long.MAX_VALUE : limit,
                            rate == null ? Double.POSITIVE_INFINITY : rate,
                            toSource),
                    progress());
            tellHidden(target.stores(Optional.ofNullable(from)));
            RedriveResult result;
            Interruption interruption = new Interruption(() -> tellInterrupted(redrive));
            try (interruption) {
                result = redrive.run();
            }
            if (result.isInterrupted()) {
                // The process is ending, and tells of it elsewhere.
                return INTERRUPTED;
            }
            tell(result);
            result.problem().ifPresent(problem -> spec.commandLine().getErr().println("tributary: " + problem));
            return result.isComplete() ? 0 : 1;
        } finally {
            System.setOut(terminal);
        }
    }

    /** Without this, what another redrive is at work on would seem not to be there. */
    private void tellHidden(List<FailureStore> stores) {
        long hidden = 0;
        for (FailureStore store : stores) {
            if (store instanceof QueueStore queue) {
                hidden += queue.hiddenByOthers();
            }
        }
        if (hidden > 0) {
            spec.commandLine()
                    .getErr()
                    .println("tributary: " + hidden
                            + " messages are hidden at the moment, by another redrive or reader");
        }
    }

    private Consumer<Redrive> progress() {
        return new Consumer<>() {
            private long told = System.nanoTime();

            @Override
            public void accept(Redrive redrive) {
                long now = System.nanoTime();
                if (now - told >= PROGRESS_EVERY.toNanos()) {
                    told = now;
                    spec.commandLine().getErr().println(RedriveText.progress(redrive.soFar()));
                }
            }
        };
    }

    private void tellInterrupted(Redrive redrive) {
        try {
            tell(redrive.stop());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spec.commandLine().getErr().println("tributary: interrupted; what is not through is still there");
    }

    private void tell(RedriveResult result) {
        spec.commandLine().getOut().println(json ? RedriveText.json(result) : RedriveText.table(result));
    }
}
