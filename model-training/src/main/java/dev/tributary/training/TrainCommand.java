package dev.tributary.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import dev.tributary.training.employees.EmployeeGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the example model, tells how good it is, and writes its files; a model that is not good enough is not written. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains employee-salary/1 and writes model.onnx and manifest.json.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:not good enough, or cannot be written", "2:wrong usage"})
public final class TrainCommand implements Callable<Integer> {

    static final long TRAINING_SEED = 20_261_101;
    static final long EVALUATION_SEED = 20_261_102;
    /** Enough for ten coefficients, and trained on in a second or two. */
    static final int TRAINING_EMPLOYEES = 5_000;

    static final int EVALUATION_EMPLOYEES = 20_000;

    private final EmployeeGenerator training;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "MODELS", description = "The folder of models; the files go to employee-salary/1/ in it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path models;

    @Option(names = "--json", description = "Tell how good it is in JSON, on one line.")
    private boolean json;

    TrainCommand(EmployeeGenerator training) {
        this.training = training;
    }

    /** Trains the model that is shipped. */
    public static void main(String[] args) {
        System.exit(commandLine(shipped()).execute(args));
    }

    static CommandLine commandLine(EmployeeGenerator training) {
        CommandLine commandLine = new CommandLine(new TrainCommand(training));
        return commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("train: " + failure);
            return 1;
        });
    }

    /** What the model is trained on that is shipped. */
    static EmployeeGenerator shipped() {
        return new EmployeeGenerator(TRAINING_SEED, EmployeeGenerator.ANOMALIES);
    }

    /** What every model is evaluated on. */
    static EmployeeGenerator heldOut() {
        return new EmployeeGenerator(EVALUATION_SEED, EmployeeGenerator.ANOMALIES);
    }

    @Override
    public Integer call() throws IOException {
        TrainedModel model = EmployeeSalaryTrainer.train(training.employees(TRAINING_EMPLOYEES));
        Evaluation evaluation = Evaluation.of(model, heldOut().employees(EVALUATION_EMPLOYEES));
        List<String> shortcomings = evaluation.shortcomings();
        Path folder = models.resolve(model.manifest().id().toString());
        if (shortcomings.isEmpty()) {
            model.write(folder);
        }
        print(model, evaluation, folder);
        shortcomings.forEach(shortcoming -> spec.commandLine().getErr().println("train: " + shortcoming));
        return shortcomings.isEmpty() ? 0 : 1;
    }

    private void print(TrainedModel model, Evaluation evaluation, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        boolean written = evaluation.shortcomings().isEmpty();
        if (json) {
            ObjectNode answer = Json.object()
                    .put("model", model.manifest().id().toString())
                    .put("sha256", model.manifest().sha256())
                    .put("written", written);
            answer.set("evaluation", evaluation.json());
            out.println(answer);
        } else {
            evaluation.lines().forEach(out::println);
            out.println(written ? "written to " + folder : "not written");
        }
        out.flush();
    }
}
