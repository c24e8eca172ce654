package dev.tributary.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some versions of ONNX Runtime end a process whose command line is long, as class paths make it. */
class LongCommandLineTest {

    private static final int LONG = 10_000;

    @Test
    void shouldScoreInAProcessWithALongCommandLine() throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + "x".repeat(LONG);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, Scoring.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("6.0");
    }

    /** What that process does. */
    static final class Scoring {

        private Scoring() {}

        public static void main(String[] args) {
            byte[] file = OnnxFile.linear(OnnxFile.FLOAT, 1, 2, 3);
            try (OnnxModel model = OnnxModel.open(Manifests.of(Manifests.json(), file), file)) {
                FeaturisedRow row = new FeaturisedRow(new double[] {1, 1}, Manifests.json("{}"), 6);
                System.out.print(model.score(List.of(row)).get(0).value());
            }
        }
    }
}
