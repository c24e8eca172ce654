package dev.tributary.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.Featurizer;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.inference.model.Prediction;
import dev.tributary.json.Json;
import dev.tributary.training.employees.Employee;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How good a model is on employees that it was not trained on, as the handler would score them. Errors are of the ordinary salaries
 * alone: an anomaly is not to be predicted, but to be found.
 *
 * @param meanAbsoluteError in units of the salary
 * @param rootMeanSquaredError in units of the salary
 * @param rSquared the share of the salaries' variance that the model explains
 * @param found the share of the planted anomalies with a score above 0
 * @param falseAlarms the share of the ordinary employees with a score above 0
 */
record Evaluation(
        int ordinary,
        int anomalies,
        double meanAbsoluteError,
        double rootMeanSquaredError,
        double rSquared,
        double found,
        double falseAlarms) {

    /**
     * What departments and years explain of the salaries is about 95 %, the rest is noise. A model that explains less than nine
     * tenths has missed a feature.
     */
    static final double LEAST_R_SQUARED = 0.9;

    /**
     * The smallest anomalies are 30 % of the smallest salaries, some 18,000, which is five deviations of the noise. One in twenty
     * may hide in noise to the other side.
     */
    static final double LEAST_FOUND = 0.95;

    /** Of normal noise 0.27 % is beyond three deviations. With a fiftieth of all employees in the list, nobody would read it. */
    static final double MOST_FALSE_ALARMS = 0.02;

    /** Evaluates a model. */
    static Evaluation of(TrainedModel trained, List<Employee> employees) {
        Featurizer featurizer = new Featurizer(trained.manifest());
        List<FeaturisedRow> rows = employees.stream()
                .map(employee -> TrainingRow.of(employee).features(featurizer))
                .toList();
        try (OnnxModel model = OnnxModel.open(trained.manifest(), trained.onnx())) {
            return of(employees, model.score(rows));
        }
    }

    private static Evaluation of(List<Employee> employees, List<Prediction> predictions) {
        Errors errors = new Errors();
        int anomalies = 0;
        int found = 0;
        int falseAlarms = 0;
        for (int i = 0; i < predictions.size(); i++) {
            Employee employee = employees.get(i);
            Prediction prediction = predictions.get(i);
            boolean alarm = prediction.score().orElseThrow() > 0;
            if (employee.isAnomaly()) {
                anomalies++;
                found += alarm ? 1 : 0;
            } else {
                errors.add(employee.salary().doubleValue(), prediction.value());
                falseAlarms += alarm ? 1 : 0;
            }
        }
        return new Evaluation(
                errors.count,
                anomalies,
                errors.absolute / errors.count,
                Math.sqrt(errors.squared / errors.count),
                errors.rSquared(),
                (double) found / anomalies,
                (double) falseAlarms / errors.count);
    }

    /** In what the model is not good enough to be shipped, with what was expected; none if it is. */
    List<String> shortcomings() {
        List<String> shortcomings = new ArrayList<>();
        // Negated, so that what is no number falls short as well.
        if (!(rSquared >= LEAST_R_SQUARED)) {
            shortcomings.add(text("R²: %.3f (expected: at least %.2f)", rSquared, LEAST_R_SQUARED));
        }
        if (!(found >= LEAST_FOUND)) {
            shortcomings.add(text("anomalies found: %.3f (expected: at least %.2f)", found, LEAST_FOUND));
        }
        if (!(falseAlarms <= MOST_FALSE_ALARMS)) {
            shortcomings.add(text("false alarms: %.3f (expected: at most %.2f)", falseAlarms, MOST_FALSE_ALARMS));
        }
        return shortcomings;
    }

    /** For programs. */
    ObjectNode json() {
        return Json.object()
                .put("ordinary", ordinary)
                .put("anomalies", anomalies)
                .put("mean_absolute_error", meanAbsoluteError)
                .put("root_mean_squared_error", rootMeanSquaredError)
                .put("r_squared", rSquared)
                .put("found", found)
                .put("false_alarms", falseAlarms);
    }

    /** For people. */
    List<String> lines() {
        return List.of(
                text("ordinary employees       %,10d", ordinary),
                text("  mean absolute error    %,10.0f", meanAbsoluteError),
                text("  root mean squared error%,10.0f", rootMeanSquaredError),
                text("  R²                     %10.3f", rSquared),
                text("  false alarms           %9.2f%%", falseAlarms * 100),
                text("planted anomalies        %,10d", anomalies),
                text("  found                  %9.2f%%", found * 100));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Sums over salaries and what was expected in their place. */
    private static final class Errors {
        private int count;
        private double absolute;
        private double squared;
        private double sum;
        private double sumOfSquares;

        void add(double salary, double expected) {
            count++;
            absolute += Math.abs(salary - expected);
            squared += (salary - expected) * (salary - expected);
            sum += salary;
            sumOfSquares += salary * salary;
        }

        double rSquared() {
            return 1 - squared / (sumOfSquares - sum * sum / count);
        }
    }
}
