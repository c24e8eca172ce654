package dev.tributary.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program with the heap that Lambda gives a function, and the flags. */
public final class SmallFunction {

    /** Of a function of 256 MB. */
    public static final int SMALLEST_HEAP = 217;

    private static final int LONGEST_SECONDS = 300;

    private SmallFunction() {}

    /**
     * Runs it to its end, and prints what it wrote to standard error, which is where the measured numbers are.
     *
     * @param directory for what it writes
     * @param heap in MB
     * @param program has a main method
     * @throws AssertionError if it fails, or does not end
     */
    public static void run(Path directory, int heap, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process run = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        if (!run.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            run.destroyForcibly();
            throw new AssertionError(program.getName() + ": not at its end after " + LONGEST_SECONDS + " s");
        }
        String told = Files.readString(errors);
        if (run.exitValue() != 0) {
            throw new AssertionError(told);
        }
        System.out.print(told);
    }
}
