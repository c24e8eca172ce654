package dev.tributary.training;

import dev.tributary.aws.Sha256;
import dev.tributary.inference.model.ElementType;
import dev.tributary.inference.model.Feature;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.Featurizer;
import dev.tributary.inference.model.ModelId;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.Normalisation;
import dev.tributary.inference.model.Scoring;
import dev.tributary.inference.model.TensorSpec;
import dev.tributary.training.employees.Department;
import dev.tributary.training.employees.Employee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Trains {@code employee-salary}: what an employee earns, from department, tenure and the time of hiring.
 *
 * <p>Some of the salaries are anomalies, and training does not know which. So it fits a line, leaves out the rows that are further
 * from it than the range below, and fits again, {@value #PASSES} times in all. The range that the score is held against reaches
 * {@value #DEVIATIONS} deviations to either side; the deviation is estimated by the median of the distances of all rows, which a few
 * anomalies hardly move, times {@value #DEVIATION_PER_MEDIAN}, as it is for normal noise.
 *
 * <p>The same employees make the same bytes, on every Java: no step is random, concurrent, or rounded as the machine likes.
 */
final class EmployeeSalaryTrainer {

    static final ModelId ID = new ModelId("employee-salary", "1");

    static final double DEVIATIONS = 3;
    static final double DEVIATION_PER_MEDIAN = 1.4826;
    static final int PASSES = 4;

    /**
     * Of so many rows one is learned from as if its department was unknown: what is learned of those stands for other departments. As
     * the departments that pay far from the middle are left out as anomalies are, that is about the median of all.
     */
    static final int ROWS_PER_UNKNOWN_DEPARTMENT = 50;

    private static final String OBSERVED = "salary";
    private static final String DESCRIPTION = "The salary that an employee is expected to have. Trained on employees"
            + " that are made up: an example, and no measure for people.";

    private EmployeeSalaryTrainer() {}

    /** Trains a model; what is planted in the employees is not looked at. */
    static TrainedModel train(List<Employee> employees) {
        List<TrainingRow> rows = rows(employees);
        ModelManifest plain = manifest(new Normalisation(0, 1), new Normalisation(0, 1), 1, "");
        double[][] raw = values(plain, rows);
        int tenure = plain.input().width() - 2;
        Normalisation tenureScale = scale(raw, tenure);
        Normalisation hireYearScale = scale(raw, tenure + 1);

        double[][] values = values(manifest(tenureScale, hireYearScale, 1, ""), rows);
        double[] salaries = employees.stream()
                .mapToDouble(employee -> employee.salary().doubleValue())
                .toArray();
        boolean[] used = new boolean[values.length];
        Arrays.fill(used, true);
        LinearRegression regression;
        double halfWidth;
        int passes = 0;
        do {
            regression = LinearRegression.fit(values, salaries, used);
            halfWidth = leaveOut(regression, values, salaries, used);
        } while (++passes < PASSES);
        byte[] onnx = OnnxFile.of(regression.export());
        String sha256 = HexFormat.of().formatHex(Sha256.of(onnx));
        return new TrainedModel(manifest(tenureScale, hireYearScale, Math.ceil(halfWidth), sha256), onnx);
    }

    private static List<TrainingRow> rows(List<Employee> employees) {
        List<TrainingRow> rows = new ArrayList<>(employees.size());
        for (int i = 0; i < employees.size(); i++) {
            TrainingRow row = TrainingRow.of(employees.get(i));
            rows.add(i % ROWS_PER_UNKNOWN_DEPARTMENT == 0 ? row.withoutDepartment() : row);
        }
        return rows;
    }

    /** The features as the model's input has them, which is with the precision of its type. */
    private static double[][] values(ModelManifest manifest, List<TrainingRow> rows) {
        Featurizer featurizer = new Featurizer(manifest);
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            FeaturisedRow row = rows.get(i).features(featurizer);
            values[i] = Arrays.stream(row.values()).map(value -> (float) value).toArray();
        }
        return values;
    }

    /** Mean and deviation, to three digits: people read them, and any that are about right serve. */
    private static Normalisation scale(double[][] rows, int place) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[place];
        }
        double mean = sum / rows.length;
        double squares = 0;
        for (double[] row : rows) {
            squares += (row[place] - mean) * (row[place] - mean);
        }
        return new Normalisation(rounded(mean), rounded(Math.sqrt(squares / rows.length)));
    }

    private static double rounded(double number) {
        return Math.round(number * 1_000) / 1_000.0;
    }

    /** Marks the rows within the range around what a model expects, and tells how far the range reaches. */
    private static double leaveOut(LinearRegression regression, double[][] rows, double[] salaries, boolean[] used) {
        double[] distances = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            distances[i] = Math.abs(salaries[i] - regression.predict(rows[i]));
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double halfWidth = DEVIATIONS * DEVIATION_PER_MEDIAN * sorted[sorted.length / 2];
        for (int i = 0; i < rows.length; i++) {
            used[i] = distances[i] <= halfWidth;
        }
        return halfWidth;
    }

    private static ModelManifest manifest(
            Normalisation tenure, Normalisation hireYear, double halfWidth, String sha256) {
        List<String> departments =
                Arrays.stream(Department.values()).map(Department::text).toList();
        OptionalDouble required = OptionalDouble.empty();
        List<Feature> features = List.of(
                new Feature.Category("department", "department", departments, true),
                new Feature.YearsBetween("tenure_years", "hire_date", "_committed_at", required, tenure),
                new Feature.YearOf("hire_year", "hire_date", required, hireYear));
        int width = features.stream().mapToInt(Feature::width).sum();
        return new ModelManifest(
                ID,
                DESCRIPTION,
                sha256,
                "public.employees",
                List.of("id"),
                new TensorSpec("input", ElementType.FLOAT, width),
                features,
                new TensorSpec("output", ElementType.FLOAT, 1),
                new Scoring.DistanceFromRange(OBSERVED, halfWidth));
    }
}
