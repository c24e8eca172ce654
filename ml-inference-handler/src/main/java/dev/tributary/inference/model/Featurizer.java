package dev.tributary.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.UnusableRowException.Problem;
import dev.tributary.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads of a row what a model takes. */
public final class Featurizer {

    private final Feature[] features;
    private final TensorSpec input;
    private final @Nullable String observed;

    public Featurizer(ModelManifest manifest) {
        features = manifest.features().toArray(Feature[]::new);
        input = manifest.input();
        observed = manifest.scoring() instanceof Scoring.DistanceFromRange range ? range.observed() : null;
    }

    /**
     * Reads a row.
     *
     * @param row its columns, as the trusted zone has them
     * @param committed when the change was committed that it comes of
     * @throws UnusableRowException if the model cannot take it; nothing of the row is in the message
     */
    public FeaturisedRow read(ObjectNode row, Instant committed) throws UnusableRowException {
        Columns columns = new Columns(row, committed);
        double[] values = new double[input.width()];
        ObjectNode used = Json.object();
        int at = 0;
        for (Feature feature : features) {
            feature.read(columns, values, at, used);
            int end = at + feature.width();
            for (; at < end; at++) {
                if (!input.type().holds(values[at])) {
                    throw new UnusableRowException(
                            Problem.OUT_OF_RANGE,
                            feature.column(),
                            "a number that the model's input can hold, of type "
                                    + input.type().text());
                }
            }
        }
        return new FeaturisedRow(values, used, observed(columns));
    }

    private double observed(Columns columns) throws UnusableRowException {
        if (observed == null) {
            return Double.NaN;
        }
        JsonNode value = columns.get(observed);
        return value == null ? Double.NaN : columns.number(observed, value);
    }
}
