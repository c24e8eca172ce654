package dev.tributary.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the largest batches with the heap, and the flags, that Lambda gives a function of 256 MB. */
class MemoryTest {

    @ParameterizedTest
    @EnumSource
    void shouldHandleAFullBatchInASmallFunction(FullBatch.Kind kind, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx217m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullBatch.class.getName(),
                        kind.name())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();

        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();

        String told = Files.readString(errors);
        assertThat(run.exitValue()).as(told).isZero();
        System.out.print(told);
    }
}
