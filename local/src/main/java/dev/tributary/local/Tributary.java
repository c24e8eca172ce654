package dev.tributary.local;

import dev.tributary.local.demo.DemoCommand;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code ./tributary} command. */
@Command(
        name = "tributary",
        description = "Runs the pipeline that template.yaml describes on this machine, without Docker and without AWS.",
        synopsisSubcommandLabel = "COMMAND")
public final class Tributary {

    private Tributary() {}

    /** Runs a subcommand and ends the process with its exit code. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("tributary.root", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(commandLine(root).execute(args));
    }

    /** The command and its subcommands, for the project in this folder. */
    static CommandLine commandLine(Path root) {
        CommandLine commandLine = new CommandLine(new Tributary()).addSubcommand(new DemoCommand(root));
        addHelp(commandLine);
        commandLine.getSubcommands().values().forEach(Tributary::addHelp);
        return commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("tributary: " + failure.getMessage());
            failure.printStackTrace(System.err);
            return 1;
        });
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
    }
}
