package dev.tributary.local.demo;

import dev.tributary.local.fault.FaultPlan;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tributary demo}. */
@Command(
        name = "demo",
        description = "Sends events through the pipeline of template.yaml on this machine, and accounts for every one.",
        footer = {
            "",
            "Examples:",
            "  ./tributary demo",
            "  ./tributary demo --events 100000",
            "  ./tributary demo --faults 7   with throttles, kills and lost answers, in batches of 100",
            "  ./tributary demo --json | jq .ok",
            "",
            "Exit code: 0 if every record is where it belongs, else 1; 2 for wrong options."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int MOST_EVENTS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Events to send to each function (1-1000000), and a tenth as many, at most 10000, as changes of a"
                            + " table and to each event flow, and at most 2000 as changes of a database;"
                            + " ${DEFAULT-VALUE} by default.")
    private int events;

    @Option(names = "--json", description = "Print the account as JSON, and nothing else on standard output.")
    private boolean json;

    @Option(
            names = "--faults",
            paramLabel = "SEED",
            description = "Inject faults; the same number injects the same ones.")
    private @Nullable Long faultSeed;

    private final Path root;

    /** The command for the project in this folder. */
    public DemoCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        if (events < 1 || events > MOST_EVENTS) {
            throw new ParameterException(
                    spec.commandLine(), "--events: " + events + " (expected: 1-" + MOST_EVENTS + ")");
        }
        Path folder = root.resolve("target").resolve("demo");
        Files.createDirectories(folder);
        try (FileChannel file =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException(
                        "another demo is running in " + folder + "; wait for it, or run this one in another clone");
            }
            return run(folder);
        }
    }

    private int run(Path folder) throws IOException {
        PrintStream terminal = System.out;
        try (PrintStream log =
                new PrintStream(new FileOutputStream(DemoRun.logIn(folder).toFile()), true, StandardCharsets.UTF_8)) {
            // The functions write their logs to standard output, as on Lambda; here that is a file.
            System.setOut(log);
            DemoResult result = new DemoRun(
                            root.resolve("template.yaml"),
                            folder,
                            events,
                            faultSeed == null ? FaultPlan.none() : FaultPlan.seeded(faultSeed),
                            new Progress(System.err, Boolean.getBoolean("tributary.terminal")))
                    .run();
            terminal.println(json ? ResultText.json(result) : ResultText.table(result));
            return result.isClean() ? 0 : 1;
        } finally {
            System.setOut(terminal);
        }
    }
}
