package dev.tributary.local.send;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.aws.Backoff;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import dev.tributary.local.up.CommandFailedException;
import dev.tributary.local.up.InputFile;
import dev.tributary.local.up.PipelineFolder;
import dev.tributary.local.up.RunningPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** {@code ./tributary send}. */
@Command(
        name = "send",
        description = "Sends each line of a file as a record of a stream, in order for each partition key.",
        footer = {
            "",
            "To the pipeline that runs here, or the endpoint that AWS_ENDPOINT_URL_KINESIS",
            "or AWS_ENDPOINT_URL names. Blank lines are left out. Refused records are sent",
            "again, before later ones of their key, so a call holds each key once; where a",
            "connection breaks, a record may be sent twice.",
            "",
            "Examples:",
            "  ./tributary send EventStream events/EventStream.jsonl",
            "  ./tributary send EventStream events.jsonl --key /user_id --rate 100",
            "  tail -f events.jsonl | ./tributary send tributary-dev-events - --key /user_id",
            "",
            "Exit code: 0 if every line was sent, else 1; 2 for wrong options; 130 after",
            "Ctrl-C. The account of what was sent comes in any case."
        })
public final class SendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "STREAM",
            description = {
                "The stream's name, or its logical id in the template;",
                "within a nested stack, such as OrdersFlow/EventStream."
            })
    private String stream = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "JSON Lines; - reads standard input.")
    private String file = "";

    @Option(
            names = "--key",
            paramLabel = "POINTER",
            description = {
                "Where the partition key stands in a line, such as /user/id.",
                "Without it, each line has a key of its own, and need not be JSON."
            })
    private @Nullable String key;

    @Option(names = "--rate", paramLabel = "N", description = "Records per second; as fast as possible by default.")
    private @Nullable Integer rate;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private final Path root;
    private final Map<String, String> environment;

    /** The command for the project in this folder, in this environment. */
    public SendCommand(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Keys keys = new Keys(pointer());
        if (rate != null && rate < 1) {
            throw new ParameterException(spec.commandLine(), "--rate: " + rate + " (expected: 1 or more)");
        }
        Optional<URI> endpoint = endpoint();
        PipelineFolder folder = new PipelineFolder(root);
        Optional<RunningPipeline> pipeline = endpoint.isPresent() ? folder.find() : Optional.of(folder.require());
        try (Backend backend = endpoint.<Backend>map(EndpointBackend::new)
                        .orElseGet(() -> pipeline.orElseThrow().backend());
                InputStream in = InputFile.open(spec.commandLine(), "FILE", file)) {
            KinesisClient kinesis = backend.clients().kinesis();
            Template template = Template.read(
                    root.resolve("template.yaml"),
                    pipeline.map(RunningPipeline::parameters).orElse(Map.of()));
            return send(new LineReader(in, keys), kinesis, streamName(template, kinesis));
        }
    }

    private @Nullable JsonPointer pointer() {
        try {
            if (key == null) {
                return null;
            }
            if (key.isEmpty()) {
                throw new IllegalArgumentException("the pointer of the whole line");
            }
            return JsonPointer.compile(key);
        } catch (IllegalArgumentException e) {
            String given = key.isEmpty() ? "empty" : key;
            throw new ParameterException(
                    spec.commandLine(), "--key: " + given + " (expected: a JSON pointer such as /user_id)", e);
        }
    }

    private Optional<URI> endpoint() {
        return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_KINESIS"))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                .filter(url -> !url.isBlank())
                .map(URI::create);
    }

    private String streamName(Template template, KinesisClient kinesis) {
        List<Resource> streams = template.resources().stream()
                .filter(resource -> resource.type().equals("AWS::Kinesis::Stream"))
                .toList();
        String name = streams.stream()
                .filter(resource -> resource.logicalId().equals(stream))
                .map(Resource::physicalName)
                .findFirst()
                .orElse(stream);
        try {
            kinesis.describeStreamSummary(call -> call.streamName(name));
            return name;
        } catch (ResourceNotFoundException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "STREAM: " + stream + " (expected: a stream that exists, such as "
                            + String.join(
                                    ", ",
                                    streams.stream().map(Resource::logicalId).toList())
                            + ")",
                    e);
        } catch (SdkClientException e) {
            throw new CommandFailedException(unreachable(kinesis));
        }
    }

    private int send(LineReader lines, KinesisClient kinesis, String name) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        SendProgress progress = new SendProgress(spec.commandLine().getErr(), name);
        Pace pace = new Pace(
                rate == null ? Double.POSITIVE_INFINITY : rate,
                System::nanoTime,
                time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000));
        OrderedSender sender =
                new OrderedSender(kinesis, name, pace, Backoff.standard(), Clock.systemUTC(), progress::at);
        String problem = "";
        Interruption interruption = new Interruption(() -> tellInterrupted(sender, name, begun));
        try (interruption) {
            sender.send(lines);
        } catch (CommandFailedException e) {
            problem = String.valueOf(e.getMessage());
        } catch (SdkClientException e) {
            problem = unreachable(kinesis);
        } catch (RuntimeException e) {
            throw new IllegalStateException("broke off after " + sender.counts().records() + " records", e);
        }
        tell(sender, name, begun, problem);
        if (!problem.isEmpty()) {
            throw new CommandFailedException(problem + sentBefore(sender));
        }
        return 0;
    }

    private void tellInterrupted(OrderedSender sender, String name, long begun) {
        try {
            sender.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell(sender, name, begun, "interrupted");
        spec.commandLine().getErr().println("tributary: interrupted" + sentBefore(sender));
    }

    private void tell(OrderedSender sender, String name, long begun, String problem) {
        SendResult text = new SendResult(name, sender.counts(), Duration.ofNanos(System.nanoTime() - begun));
        spec.commandLine().getOut().println(json ? text.json(problem) : text.table());
    }

    private static String sentBefore(OrderedSender sender) {
        return "; " + sender.counts().records() + " records were sent before";
    }

    private static String unreachable(KinesisClient kinesis) {
        return "cannot reach "
                + kinesis.serviceClientConfiguration()
                        .endpointOverride()
                        .map(URI::toString)
                        .orElse("Kinesis")
                + " (expected: a pipeline that runs there; was it stopped?)";
    }
}
