package dev.tributary.training;

import ai.onnx.proto.OnnxMl;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.LARSTrainer;
import org.tribuo.regression.slm.SparseLinearModel;

/**
 * A linear regression by Tribuo: least squares, found by least angle regression, which takes up features one after another until all
 * are in but one. The places of a category add up to 1, so one of them says nothing that the others and the intercept do not say.
 *
 * <p>The same rows give the same coefficients on every Java: no step is random or concurrent.
 *
 * @see <a href="https://tribuo.org/learn/4.3/javadoc/org/tribuo/regression/slm/LARSTrainer.html">LARSTrainer</a>
 */
final class LinearRegression {

    private static final String TARGET = "salary";

    /** Tribuo logs every step at INFO. Held here, since loggers that nobody holds forget their level. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private final SparseLinearModel model;
    private final String[] names;

    private LinearRegression(SparseLinearModel model, String[] names) {
        this.model = model;
        this.names = names;
    }

    /**
     * Fits a model to some of the rows.
     *
     * @param rows of equal length
     * @param targets one for each row
     * @param used which rows to look at
     */
    static LinearRegression fit(double[][] rows, double[] targets, boolean[] used) {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("employees", factory), factory);
        String[] names = names(rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            if (used[i]) {
                data.add(new ArrayExample<>(new Regressor(TARGET, targets[i]), names, rows[i]));
            }
        }
        LARSTrainer trainer = new LARSTrainer(names.length - 1);
        return new LinearRegression(trainer.train(data, Map.of()), names);
    }

    double predict(double[] row) {
        return model.predict(new ArrayExample<>(new Regressor(TARGET, Double.NaN), names, row))
                .getOutput()
                .getValues()[0];
    }

    /** As Tribuo exports it. */
    OnnxMl.ModelProto export() {
        return model.exportONNXModel("dev.tributary", 1);
    }

    /** Names that sort in the order of the places, since Tribuo lays inputs out by the names of features. */
    private static String[] names(int width) {
        String[] names = new String[width];
        for (int i = 0; i < width; i++) {
            names[i] = "place" + (100 + i);
        }
        return names;
    }
}
