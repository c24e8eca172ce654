package dev.tributary.local;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told who used a command wrongly: what is wrong, and how it is used, in a few lines. */
final class WrongUsage implements IParameterExceptionHandler {

    private static final int EXIT_CODE = 2;

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("tributary: " + message(wrong));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.print("Usage: " + command.getHelp().synopsis("Usage: ".length()));
        err.println("./" + command.getCommandSpec().qualifiedName() + " --help for more");
        return EXIT_CODE;
    }

    /** In this project's form where the parser would tell of Java's types. */
    private static String message(ParameterException wrong) {
        ArgSpec argument = wrong.getArgSpec();
        if (!(argument instanceof OptionSpec option) || wrong.getValue() == null) {
            return String.valueOf(wrong.getMessage());
        }
        String expected = option.typeInfo().isMap() ? option.paramLabel() : "a whole number";
        return option.longestName() + ": " + wrong.getValue() + " (expected: " + expected + ")";
    }
}
