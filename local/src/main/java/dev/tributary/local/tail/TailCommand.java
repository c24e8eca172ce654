package dev.tributary.local.tail;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.Template;
import dev.tributary.local.up.PipelineFolder;
import dev.tributary.local.up.RunningPipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./tributary tail}. */
@Command(
        name = "tail",
        description =
                "Follows what the functions of the pipeline that runs here write and set aside, one line a record.",
        footer = {
            "",
            "A line: time, what became of the record, where, its shard and the end of its",
            "sequence number, status or reason, and the event or what is wrong with it.",
            "Dead letters stay in their queue. Objects of other forms are told of in a line.",
            "",
            "Examples:",
            "  ./tributary tail",
            "  ./tributary tail --from-start --json | jq .status",
            "",
            "Exit code: 0 once the pipeline stops; 1 if none is running here; 2 for wrong",
            "options; 130 after Ctrl-C."
        })
public final class TailCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from-start", description = "Begin with what is there already.")
    private boolean fromStart;

    @Option(names = "--json", description = "Print each line as a JSON object with the whole document.")
    private boolean json;

    private final Path root;
    private final int width;

    /**
     * The command for the project in this folder.
     *
     * @param width characters of the terminal's lines
     */
    public TailCommand(Path root, int width) {
        this.root = root;
        this.width = width;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PipelineFolder folder = new PipelineFolder(root);
        RunningPipeline pipeline = folder.require();
        try (Backend backend = pipeline.backend()) {
            Template template = Template.read(root.resolve("template.yaml"), pipeline.parameters(), backend::queueUrl);
            follow(Follower.of(template, backend));
        } catch (SdkException e) {
            if (folder.find().isPresent()) {
                throw e;
            }
            spec.commandLine().getErr().println("The pipeline was stopped.");
        }
        return 0;
    }

    private void follow(Follower follower) throws InterruptedException {
        if (!fromStart) {
            follower.skip();
        }
        PrintWriter out = spec.commandLine().getOut();
        while (!hasNoReader(out)) {
            for (Finding finding : follower.look()) {
                out.println(json ? finding.json() : finding.line(width));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Whether the reader went away, such as head; standard output keeps that to itself, and the writer over it knows nothing. */
    private static boolean hasNoReader(PrintWriter out) {
        return out.checkError() || System.out.checkError();
    }
}
