package dev.tributary.local;

import dev.tributary.local.demo.DemoCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;
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
            line.getErr().println("tributary: " + message(failure));
            if (Boolean.getBoolean("tributary.trace")) {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }

    /** What went wrong, cause by cause; exceptions of files say no more than a path. */
    private static String message(Throwable failure) {
        StringJoiner text = new StringJoiner("\n  because: ");
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words =
                    cause instanceof IOException || cause.getMessage() == null ? cause.toString() : cause.getMessage();
            if (!last.contains(words)) {
                text.add(words);
                last = words;
            }
        }
        return text + "\n  (TRIBUTARY_JAVA_OPTIONS=-Dtributary.trace=true ./tributary … shows where)";
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
    }
}
