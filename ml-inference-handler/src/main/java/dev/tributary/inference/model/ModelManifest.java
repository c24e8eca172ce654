package dev.tributary.inference.model;

import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model's file is, takes and gives, as the {@code manifest.json} beside it says:
 *
 * <pre>{@code
 * {"name": "employee-salary", "version": "1", "description": "…", "sha256": "<of model.onnx>",
 *  "table": "public.employees", "key": ["id"],
 *  "input": {"name": "input", "type": "float", "width": 10},
 *  "features": [
 *    {"column": "department", "kind": "category", "categories": ["Sales", "Finance"], "other": true},
 *    {"column": "hire_date", "kind": "yearsBetween", "until": "_committed_at", "normalise": {"mean": 9.8, "deviation": 7.1}},
 *    {"column": "hire_date", "kind": "year", "impute": 2015},
 *    {"column": "hours", "kind": "number"},
 *    {"column": "remote", "kind": "boolean", "impute": 0}],
 *  "prediction": {"name": "output", "type": "float", "width": 1},
 *  "score": {"kind": "distanceFromRange", "observed": "salary", "halfWidth": 21500}}
 * }</pre>
 *
 * Features fill the input in their order. One without {@code impute} is required, and {@code normalise} subtracts the mean and
 * divides by the deviation. A feature is called as its column, or by its {@code name}, which must differ. The prediction is the
 * first element of its output. Of a classifier the score is an element of another output:
 * {@code {"kind": "outputElement", "output": {"name": "probabilities", "type": "float", "width": 2}, "index": 1}}.
 *
 * @param table the table whose rows it scores, as {@code schema.table}
 * @param key the columns that tell the table's rows apart
 */
public record ModelManifest(
        ModelId id,
        String description,
        String sha256,
        String table,
        List<String> key,
        TensorSpec input,
        List<Feature> features,
        TensorSpec prediction,
        Scoring scoring) {

    public ModelManifest {
        key = List.copyOf(key);
        features = List.copyOf(features);
    }

    /**
     * Reads a manifest.
     *
     * @param id the model that it should be of
     * @throws InvalidModelException naming all that is wrong with it
     */
    public static ModelManifest parse(ModelId id, byte[] json) {
        List<String> problems = new ArrayList<>();
        ModelManifest manifest;
        try {
            manifest = new ManifestReader(id, problems).read(Json.readObject(json));
        } catch (InvalidJsonException e) {
            throw new InvalidModelException(id, List.of("manifest.json: " + e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidModelException(
                    id,
                    problems.stream().map(problem -> "manifest.json" + problem).toList());
        }
        return manifest;
    }

    /** All columns that are read of a row; what else a row has does not matter. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(key);
        features.forEach(feature -> columns.addAll(feature.columns()));
        columns.addAll(scoring.columns());
        columns.remove(Columns.COMMITTED_AT);
        return columns;
    }

    /** The outputs that are read. */
    List<TensorSpec> outputs() {
        return scoring instanceof Scoring.OutputElement element
                        && !element.output().equals(prediction)
                ? List.of(prediction, element.output())
                : List.of(prediction);
    }
}
