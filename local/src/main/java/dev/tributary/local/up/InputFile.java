package dev.tributary.local.up;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The file that a parameter of a command names; {@code -} is standard input. */
public final class InputFile {

    /** What stands for it. */
    public static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /**
     * Opens it.
     *
     * @param parameter as the command's usage calls it
     * @throws ParameterException if there is no such file, or it cannot be read
     */
    public static InputStream open(CommandLine command, String parameter, String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new ParameterException(command, parameter + ": " + file + " is a folder (expected: a file)");
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, parameter + ": " + file + " (expected: a file that exists, or -)", e);
        } catch (AccessDeniedException e) {
            throw new ParameterException(command, parameter + ": " + file + " (expected: a file that may be read)", e);
        }
    }
}
