package dev.tributary.local;

import dev.tributary.local.demo.DemoCommand;
import dev.tributary.local.invoke.InvokeCommand;
import dev.tributary.local.redrive.RedriveCommand;
import dev.tributary.local.send.SendCommand;
import dev.tributary.local.tail.TailCommand;
import dev.tributary.local.template.TemplateException;
import dev.tributary.local.up.CommandFailedException;
import dev.tributary.local.up.EnvCommand;
import dev.tributary.local.up.UpCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code ./tributary} command. */
@Command(
        name = "tributary",
        description = "Runs the pipeline that template.yaml describes on this machine, without Docker and without AWS.",
        synopsisSubcommandLabel = "COMMAND")
public final class Tributary {

    private static final String PARSER_SOURCE =
            "\\s*at \\[Source: [^\\]]*; line: (\\d+), column: (\\d+)\\]( \\(through reference chain: [^)]*\\))?";

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
        CommandLine commandLine = new CommandLine(new Tributary())
                .addSubcommand(new DemoCommand(root))
                .addSubcommand(new UpCommand(root))
                .addSubcommand(new EnvCommand(root))
                .addSubcommand(new SendCommand(root, System.getenv()))
                .addSubcommand(new TailCommand(root, columns()))
                .addSubcommand(new InvokeCommand(root))
                .addSubcommand(new RedriveCommand(root, System.getenv()));
        addHelp(commandLine);
        commandLine.getSubcommands().values().forEach(Tributary::addHelp);
        commandLine.addSubcommand("help", help());
        commandLine.setParameterExceptionHandler(new WrongUsage());
        return commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CommandFailedException || failure instanceof TemplateException) {
                line.getErr().println("tributary: " + failure.getMessage());
                return 1;
            }
            line.getErr().println("tributary: " + message(failure));
            if (Boolean.getBoolean("tributary.trace")) {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }

    /** The width of the terminal; without one, or where it does not tell, lines are as long as they are. */
    private static int columns() {
        int columns = Integer.getInteger("tributary.columns", 0);
        return columns > 0 ? columns : Integer.MAX_VALUE;
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
        // Of what a parser says of its source, the place alone tells a person something.
        return text.toString().replaceAll(PARSER_SOURCE, " at line $1, column $2")
                + "\n  (TRIBUTARY_JAVA_OPTIONS=-Dtributary.trace=true ./tributary … shows where)";
    }

    /** With an option of the same name of its own. */
    private static CommandLine help() {
        CommandLine help = new CommandLine(new HelpCommand());
        help.getCommandSpec().usageMessage().description("Shows how a command is used, as its --help does.");
        return help;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
    }
}
