package dev.tributary.local.up;

import dev.tributary.local.template.Template;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tributary up}. */
@Command(
        name = "up",
        description = "Runs the pipeline of template.yaml on this machine until Ctrl-C, with its sample data.",
        footer = {
            "",
            "Everything is kept in memory and gone at the end. The services can be reached",
            "from this machine alone. The API is not throttled here, and logs nothing.",
            "",
            "Examples:",
            "  ./tributary up",
            "  ./tributary up --parameter BatchSize=10 --parameter ShardCount=1",
            "  ./tributary up --port 0   beside the pipeline of another clone",
            "",
            "Exit code: 0 after Ctrl-C, 1 if it does not start or breaks down, 2 for wrong options."
        })
public final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_000;

    /** For somebody who watches: something to join with, and no long wait for a batch or for Firehose. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "LoadSampleData", "true",
            "BatchWindowSeconds", "1",
            "PipeBatchWindowSeconds", "1",
            "DeliveryBufferSeconds", "2",
            "ChangeDeliveryBufferSeconds", "2",
            "AuditBatchWindowSeconds", "1");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = {
                "A parameter of the template; may be repeated.",
                "LoadSampleData=true, windows of 1 s and Firehose buffers of 2 s unless given; others as in the template,",
                "as the windows of the event flows, which stand in their blocks."
            })
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "4600",
            description =
                    "The services' first port (1024-65000, 0 for any that are free), the API's is the last; ${DEFAULT-VALUE} by default.")
    private int port;

    private final Path root;
    private final PipelineFolder folder;

    /** The command for the project in this folder. */
    public UpCommand(Path root) {
        this.root = root;
        this.folder = new PipelineFolder(root);
    }

    @Override
    public Integer call() throws IOException {
        if (port != 0 && (port < 1024 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), "--port: " + port + " (expected: 0, or 1024-" + HIGHEST_PORT + ")");
        }
        checkParameters();
        PrintWriter out = spec.commandLine().getOut();
        PrintStream terminal = System.out;
        try (PipelineFolder.Claim claim = folder.claim();
                StopRequest stop = new StopRequest();
                PrintStream log =
                        new PrintStream(new FileOutputStream(folder.log().toFile()), true, StandardCharsets.UTF_8)) {
            // The functions write their logs to standard output, as on Lambda; here that is a file.
            System.setOut(log);
            run(claim, stop, out);
        } finally {
            System.setOut(terminal);
        }
        return 0;
    }

    /** Before anything starts; what the template itself lacks is told once it is read. */
    private void checkParameters() {
        String problems = Template.parameterProblems(template(), withDefaults(template(), parameters)).stream()
                .map(problem -> "--parameter " + problem)
                .collect(Collectors.joining("\n"));
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), problems);
        }
    }

    private Path template() {
        return root.resolve("template.yaml");
    }

    private void run(PipelineFolder.Claim claim, StopRequest stop, PrintWriter out) throws IOException {
        out.println("Starting the services on this machine, and what template.yaml describes");
        try (LocalPipeline pipeline =
                LocalPipeline.start(template(), withDefaults(template(), parameters), Ports.from(port))) {
            claim.announce(pipeline.description());
            out.println(UpText.of(pipeline, root, folder.log()));
            stop.await(pipeline::check);
            out.println(pipeline.isResolved() ? "Stopping" : "Stopping; records that were not processed yet are gone");
        } finally {
            claim.withdraw();
        }
    }

    /** The template's parameters: these, and where they are silent, those of a pipeline that somebody watches. */
    public static Map<String, String> withDefaults(Path template, Map<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>(Template.known(template, PARAMETERS));
        parameters.putAll(given);
        return Map.copyOf(parameters);
    }
}
