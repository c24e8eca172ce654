package dev.tributary.inference.score;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.Prediction;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Json;
import dev.tributary.quality.Verdict;
import dev.tributary.quality.Violation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the lines of a chunk, without the line's end. A row that was scored:
 *
 * <pre>{@code
 * {"key": {"id": 45}, "features": {"department": "Sales", "tenure": 3.2}, "prediction": 71250.0, "score": 0.0,
 *  "table": "public.employees", "model": "employee-salary", "model_version": "1", "model_sha256": "…",
 *  "scored_at": "…", "_op": "update", "_committed_at": "…", "_order": "1.012.…", "_deleted": false, "_source_object": "s3://…"}
 * }</pre>
 *
 * <p>One that is gone has neither features nor a prediction; a truncation has no key either, and stands for all rows of lower order.
 */
final class ScoredLine {

    private final ModelManifest model;
    private final String table;
    private final String scoredAt;

    ScoredLine(ModelManifest model, ScoredTable table, Instant scoredAt) {
        this.model = model;
        this.table = table.toString();
        this.scoredAt = IsoTimes.text(scoredAt);
    }

    byte[] scored(Latest row, FeaturisedRow features, Prediction prediction) {
        ObjectNode line = keyed(row.key()).set("features", features.used());
        return Json.write(line, json -> {
            json.writeNumberField("prediction", prediction.value());
            if (prediction.score().isPresent()) {
                json.writeNumberField("score", prediction.score().getAsDouble());
            } else {
                json.writeNullField("score");
            }
            describe(json, change(row, Json.object()));
        });
    }

    byte[] gone(Latest row) {
        return Json.write(keyed(row.key()), json -> describe(json, change(row, row.key())));
    }

    byte[] truncated(ChangeRow row) {
        return Json.write(Json.object(), json -> describe(json, row));
    }

    /** A line of the quarantine, as rows have it that break a rule. */
    byte[] unusable(Latest row, String problem, String column, String expected) {
        ObjectNode columns = row.row().orElseGet(Json::object);
        JsonNode value = columns.path(column);
        return new Verdict.Violated(change(row, columns), List.of(new Violation(problem, column, value, expected)))
                .line();
    }

    private static ObjectNode keyed(ObjectNode key) {
        return Json.object().set("key", key);
    }

    private static ChangeRow change(Latest row, ObjectNode columns) {
        return new ChangeRow(
                columns,
                row.op(),
                row.committed(),
                row.order(),
                List.copyOf(row.unresolved()),
                Optional.empty(),
                row.sourceObject());
    }

    private void describe(JsonGenerator json, ChangeRow change) throws IOException {
        json.writeStringField("table", table);
        json.writeStringField("model", model.id().name());
        json.writeStringField("model_version", model.id().version());
        json.writeStringField("model_sha256", model.sha256());
        json.writeStringField("scored_at", scoredAt);
        change.describe(json);
    }
}
