package dev.tributary.local.demo;

import dev.tributary.local.fault.FaultPlan;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "  ./tributary demo --faults 7      the same with throttles, failures, kills and lost answers",
            "  ./tributary demo --json | jq .ok",
            "",
            "Exit code: 0 if nothing was lost and nothing was written twice, else 1; 2 for wrong options."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int MOST_EVENTS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many; ${DEFAULT-VALUE} by default.")
    private int events;

    @Option(names = "--json", description = "Print the account as JSON, and nothing else on standard output.")
    private boolean json;

    @Option(names = "--faults", paramLabel = "SEED", description = "Make things go wrong, as this number decides.")
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
