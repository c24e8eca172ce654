package dev.tributary.local.invoke;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import dev.tributary.local.up.InputFile;
import dev.tributary.local.up.PipelineFolder;
import dev.tributary.local.up.RunningPipeline;
import dev.tributary.local.up.UpCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tributary invoke}. */
@Command(
        name = "invoke",
        description = "Invokes one function of template.yaml once, as Lambda would, and prints its response.",
        footer = {
            "",
            "On the services of the pipeline that runs here, else on some of its own, with",
            "the template's sample data, which are gone afterwards. Where an event of S3",
            "names no version of its object, and a file of the object's key lies beside",
            "the event, the file is put there before. The response goes to standard",
            "output, all else to standard error.",
            "",
            "Examples:",
            "  ./tributary invoke EnrichmentFunction events/EnrichmentFunction.json",
            "  ./tributary invoke EnrichmentFunction - < event.json",
            "  ./tributary invoke ChangeData/CdcTransformFunction \\",
            "    events/ChangeData/CdcTransformFunction.json",
            "",
            "Exit code: 0 if the function answered, 1 if it failed, 2 for wrong options."
        })
public final class InvokeCommand implements Callable<Integer> {

    /** Prints numbers as the function wrote them. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FUNCTION",
            description = {
                "The function's logical id in the template;",
                "within a nested stack, such as OrdersFlow/StreamProcessorFunction."
            })
    private String function = "";

    @Parameters(
            index = "1",
            paramLabel = "EVENT",
            description = "A file with the event's JSON; - reads standard input.")
    private String event = "";

    private final Path root;

    /** The command for the project in this folder. */
    public InvokeCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        byte[] input = read();
        PrintWriter out = spec.commandLine().getOut();
        PrintStream terminal = System.out;
        try {
            // Where the functions write their logs.
            System.setOut(System.err);
            return told(invoke(input), out);
        } finally {
            System.setOut(terminal);
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = InputFile.open(spec.commandLine(), "EVENT", event)) {
            byte[] input = in.readAllBytes();
            Event.check(input);
            return input;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "EVENT: " + event + ": " + e.getMessage(), e);
        }
    }

    private InvocationResult invoke(byte[] input) throws IOException {
        Optional<RunningPipeline> pipeline = new PipelineFolder(root).find();
        if (pipeline.isPresent()) {
            try (Backend backend = pipeline.get().backend()) {
                FunctionDefinition definition =
                        definition(template(pipeline.get().parameters(), backend));
                tell("on the services of the pipeline that runs here");
                return invoke(definition, backend, input);
            }
        }
        try (Backend backend = EmbeddedBackend.start()) {
            Template template = template(UpCommand.withDefaults(root.resolve("template.yaml"), Map.of()), backend);
            FunctionDefinition definition = definition(template);
            tell("no pipeline is running here, so on services of its own");
            new Provisioner(backend).provision(template);
            return invoke(definition, backend, input);
        }
    }

    private InvocationResult invoke(FunctionDefinition definition, Backend backend, byte[] input) throws IOException {
        backend.systemProperties().forEach(System::setProperty);
        return new FunctionHost(definition, FaultPlan.none(), Boolean.getBoolean("tributary.trace"))
                .invoke(withObjects(input, backend));
    }

    /** The event, when what it tells of and what lies beside it is in its bucket. */
    private byte[] withObjects(byte[] input, Backend backend) throws IOException {
        if (event.equals(InputFile.STANDARD_INPUT)) {
            return input;
        }
        Path folder = Path.of(event).toAbsolutePath().resolveSibling("");
        return new EventObjects(MAPPER, folder, backend.clients().s3(), this::tell).put(input);
    }

    private Template template(Map<String, String> parameters, Backend backend) {
        return Template.read(root.resolve("template.yaml"), parameters, backend::queueUrl);
    }

    private FunctionDefinition definition(Template template) {
        List<FunctionDefinition> functions = template.functions();
        return functions.stream()
                .filter(one -> one.logicalId().equals(function))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "FUNCTION: " + function + " (expected: one of "
                                + functions.stream()
                                        .map(FunctionDefinition::logicalId)
                                        .toList() + ")"));
    }

    private int told(InvocationResult result, PrintWriter out) {
        if (result instanceof InvocationResult.Answered answered) {
            out.println(pretty(answered.payload()));
            return 0;
        }
        InvocationResult.Failed failed = (InvocationResult.Failed) result;
        tell("failed: " + failed.errorType() + ": " + failed.message());
        return 1;
    }

    private static String pretty(byte[] payload) {
        try {
            return MAPPER.readTree(payload).toPrettyString();
        } catch (IOException notJson) {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(function + ": " + text);
    }
}
