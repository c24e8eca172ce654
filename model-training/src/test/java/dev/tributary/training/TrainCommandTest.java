package dev.tributary.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.json.Json;
import dev.tributary.training.employees.EmployeeGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path models;

    @Test
    void shouldWriteAModelThatOpensAndTellPeopleHowGoodItIs() throws Exception {
        int exit = run(TrainCommand.shipped(), models.toString());

        assertThat(exit).isZero();
        Path folder = models.resolve("employee-salary/1");
        ModelManifest manifest =
                ModelManifest.parse(EmployeeSalaryTrainer.ID, Files.readAllBytes(folder.resolve("manifest.json")));
        try (OnnxModel model = OnnxModel.open(manifest, Files.readAllBytes(folder.resolve("model.onnx")))) {
            assertThat(model.manifest()).isEqualTo(manifest);
        }
        assertThat(out.toString())
                .contains("mean absolute error", "root mean squared error", "R²", "found", "false alarms")
                .endsWith("written to " + folder + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTellProgramsInJsonOnOneLine() throws Exception {
        int exit = run(TrainCommand.shipped(), "--json", models.toString());

        assertThat(exit).isZero();
        ObjectNode answer = Json.readObject(out.toString().strip().getBytes(StandardCharsets.UTF_8));
        assertThat(out.toString().strip()).doesNotContain("\n");
        assertThat(answer.path("model").asText()).isEqualTo("employee-salary/1");
        assertThat(answer.path("sha256").asText()).hasSize(64);
        assertThat(answer.path("written").booleanValue()).isTrue();
        assertThat(answer.at("/evaluation/r_squared").doubleValue()).isGreaterThan(0.9);
    }

    @Test
    void shouldNotWriteAModelThatIsNotGoodEnough() {
        int exit = run(new EmployeeGenerator(1, 1), "--json", models.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(models).isEmptyDirectory();
        assertThat(out.toString()).contains("\"written\":false");
        assertThat(err.toString()).contains("train: R²: ").contains("(expected: at least 0.90)");
    }

    @Test
    void shouldSayWhatCannotBeWritten() throws Exception {
        Path file = Files.createFile(models.resolve("file"));

        int exit = run(TrainCommand.shipped(), file.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).startsWith("train: ").contains(file.toString());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldAskForTheFolder() {
        assertThat(run(TrainCommand.shipped())).isEqualTo(2);
        assertThat(err.toString()).contains("MODELS");
    }

    private int run(EmployeeGenerator training, String... arguments) {
        return TrainCommand.commandLine(training)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
