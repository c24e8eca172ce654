package dev.tributary.training;

import ai.onnx.proto.OnnxMl;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.SparseLinearModel;

/**
 * A linear regression by Tribuo: least squares with a penalty too small to matter, which only settles what one-hot columns leave
 * open. Found by coordinate descent in a fixed order, so the same rows give the same coefficients on every Java.
 */
final class LinearRegression {

    private static final String TARGET = "salary";
    private static final double PENALTY = 1e-6;
    private static final double RIDGE_ALONE = 0.01;
    private static final double TOLERANCE = 1e-9;
    private static final int MOST_ITERATIONS = 2_000;

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
        ElasticNetCDTrainer trainer =
                new ElasticNetCDTrainer(PENALTY, RIDGE_ALONE, TOLERANCE, MOST_ITERATIONS, false, 0);
        return new LinearRegression((SparseLinearModel) trainer.train(data, Map.of()), names);
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
