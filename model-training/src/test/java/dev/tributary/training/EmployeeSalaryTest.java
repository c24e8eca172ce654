package dev.tributary.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Deadline;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.Featurizer;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.ModelStore;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.inference.model.Prediction;
import dev.tributary.inference.model.Scoring;
import dev.tributary.training.employees.Department;
import dev.tributary.training.employees.Employee;
import dev.tributary.training.employees.EmployeeGenerator;
import dev.tributary.training.employees.Salary;
import dev.tributary.training.employees.SalaryModel;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** The model that is shipped, and what is learned in its place. */
class EmployeeSalaryTest {

    private static TrainedModel trained;
    private static TrainedModel shipped;

    @BeforeAll
    static void train() throws IOException {
        trained = EmployeeSalaryTrainer.train(TrainCommand.shipped().employees(TrainCommand.TRAINING_EMPLOYEES));
        shipped = new TrainedModel(
                ModelManifest.parse(EmployeeSalaryTrainer.ID, resource("manifest.json")), resource("model.onnx"));
    }

    @Nested
    class Training {

        @Test
        void shouldMakeTheBytesThatAreShipped() throws IOException {
            assertThat(trained.onnx()).isEqualTo(shipped.onnx());
            assertThat(new String(ManifestWriter.write(trained.manifest()), UTF_8))
                    .isEqualTo(new String(resource("manifest.json"), UTF_8));
        }

        @Test
        void shouldLeaveNothingOfTheTrainingsTimeAndPlaceInTheFile() throws IOException {
            OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(trained.onnx());

            assertThat(model.getMetadataPropsList()).isEmpty();
            assertThat(model.getDocString()).isEmpty();
            assertThat(model.getGraph().getDocString()).isEmpty();
        }

        @Test
        void shouldNotLookAtWhatWasPlanted() {
            List<Employee> employees = TrainCommand.shipped().employees(1_000);
            List<Employee> unmarked = employees.stream()
                    .map(employee -> new Employee(
                            employee.department(),
                            employee.hireDate(),
                            employee.on(),
                            employee.salary(),
                            Salary.ORDINARY))
                    .toList();

            assertThat(EmployeeSalaryTrainer.train(unmarked).onnx())
                    .isEqualTo(EmployeeSalaryTrainer.train(employees).onnx());
        }

        @Test
        void shouldHardlyBeMovedByAnomalies() {
            TrainedModel clean = EmployeeSalaryTrainer.train(
                    new EmployeeGenerator(TrainCommand.TRAINING_SEED, 0).employees(TrainCommand.TRAINING_EMPLOYEES));
            List<Employee> employees = TrainCommand.heldOut().employees(1_000);
            double[] expected = predict(clean, employees);
            double[] found = predict(trained, employees);

            // Least squares of all rows, in one pass, are off by up to 1,300.
            // other.
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).isEqualTo(expected[i], within(200.0));
            }
            assertThat(halfWidth(trained)).isEqualTo(halfWidth(clean), within(0.05 * halfWidth(clean)));
        }

        @Test
        void shouldTakeARangeOfThreeDeviationsOfTheNoise() {
            // Somewhat more, since a linear model does not follow the growth to the year.
            assertThat(halfWidth(trained)).isBetween(3 * SalaryModel.NOISE, 3.6 * SalaryModel.NOISE);
        }
    }

    @Nested
    class Shipped {

        @Test
        void shouldBeOpenedFromThePackageAsTheHandlerDoes() {
            // Refuses every call: a store without a bucket makes none.
            S3Client none = new S3Client() {
                @Override
                public String serviceName() {
                    return SERVICE_NAME;
                }

                @Override
                public void close() {}
            };
            Deadline deadline = new Deadline(Clock.systemUTC(), Instant.now().plusSeconds(60));
            try (OnnxModel model = new ModelStore(none, Optional.empty()).open(EmployeeSalaryTrainer.ID, deadline)) {
                assertThat(model.manifest()).isEqualTo(trained.manifest());
            }
        }

        @Test
        void shouldBeGoodEnoughOnEmployeesThatItHasNotSeen() {
            Evaluation evaluation =
                    Evaluation.of(shipped, TrainCommand.heldOut().employees(TrainCommand.EVALUATION_EMPLOYEES));

            assertThat(evaluation.shortcomings()).isEmpty();
            assertThat(evaluation.ordinary() + evaluation.anomalies()).isEqualTo(TrainCommand.EVALUATION_EMPLOYEES);
            // The noise alone has a mean absolute error of 0.8 deviations and a root mean squared one of 1.
            assertThat(evaluation.meanAbsoluteError()).isBetween(0.79 * SalaryModel.NOISE, SalaryModel.NOISE);
            assertThat(evaluation.rootMeanSquaredError()).isBetween(0.99 * SalaryModel.NOISE, 1.2 * SalaryModel.NOISE);
        }

        @Test
        void shouldPredictWhatIsExpectedWithinTheNoise() {
            List<Employee> grid = new ArrayList<>();
            for (Department department : Department.values()) {
                for (int year = 2016; year <= 2035; year += 3) {
                    for (int tenure = 0; tenure <= 25; tenure++) {
                        LocalDate on = LocalDate.of(year, 1 + tenure % 12, 15);
                        grid.add(employee(department, on.minusYears(tenure), on));
                    }
                }
            }
            double[] predictions = predict(shipped, grid);

            assertThat(grid).hasSizeGreaterThan(1_000);
            for (int i = 0; i < predictions.length; i++) {
                assertThat(predictions[i])
                        .as("%s", grid.get(i))
                        .isEqualTo(grid.get(i).salary().doubleValue(), within(SalaryModel.NOISE));
            }
        }

        @Test
        void shouldTakeOtherDepartmentsForTheMiddleOfAll() {
            LocalDate on = LocalDate.of(2026, 6, 1);
            List<Employee> all = Arrays.stream(Department.values())
                    .map(department -> employee(department, on.minusYears(5), on))
                    .toList();
            double[] known = predict(shipped, all);
            Arrays.sort(known);
            TrainingRow row = TrainingRow.of(all.get(0));
            ObjectNode renamed = row.columns().deepCopy().put("department", "Astrology");

            double[] unknown =
                    predictRows(shipped, List.of(row.withoutDepartment(), new TrainingRow(renamed, row.committed())));

            assertThat(unknown[0])
                    .isEqualTo(unknown[1])
                    .isEqualTo((known[3] + known[4]) / 2, within(SalaryModel.NOISE));
        }
    }

    /** With exactly the expected salary. */
    private static Employee employee(Department department, LocalDate hired, LocalDate on) {
        BigDecimal expected = BigDecimal.valueOf(SalaryModel.expected(department, hired, on));
        return new Employee(department, hired, on, expected, Salary.ORDINARY);
    }

    private static double[] predict(TrainedModel trained, List<Employee> employees) {
        return predictRows(trained, employees.stream().map(TrainingRow::of).toList());
    }

    private static double[] predictRows(TrainedModel trained, List<TrainingRow> rows) {
        Featurizer featurizer = new Featurizer(trained.manifest());
        List<FeaturisedRow> features =
                rows.stream().map(row -> row.features(featurizer)).toList();
        try (OnnxModel model = OnnxModel.open(trained.manifest(), trained.onnx())) {
            return model.score(features).stream().mapToDouble(Prediction::value).toArray();
        }
    }

    private static double halfWidth(TrainedModel model) {
        return ((Scoring.DistanceFromRange) model.manifest().scoring()).halfWidth();
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream content =
                OnnxModel.class.getResourceAsStream("/models/" + EmployeeSalaryTrainer.ID + "/" + file)) {
            return content.readAllBytes();
        }
    }
}
