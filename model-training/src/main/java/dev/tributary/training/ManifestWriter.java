package dev.tributary.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.Feature;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.Normalisation;
import dev.tributary.inference.model.Scoring;
import dev.tributary.inference.model.TensorSpec;
import dev.tributary.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes a manifest as {@link ModelManifest#parse} reads it: a member a line, and a feature a line. */
final class ManifestWriter {

    private ManifestWriter() {}

    static byte[] write(ModelManifest manifest) {
        ObjectNode node = Json.object()
                .put("name", manifest.id().name())
                .put("version", manifest.id().version())
                .put("description", manifest.description())
                .put("sha256", manifest.sha256())
                .put("table", manifest.table());
        manifest.key().forEach(node.putArray("key")::add);
        node.set("input", tensor(manifest.input()));
        ArrayNode features = node.putArray("features");
        manifest.features().forEach(feature -> features.add(feature(feature)));
        node.set("prediction", tensor(manifest.prediction()));
        node.set("score", score(manifest.scoring()));
        return lines(node).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode tensor(TensorSpec spec) {
        return Json.object()
                .put("name", spec.name())
                .put("type", spec.type().name().toLowerCase(Locale.ROOT))
                .put("width", spec.width());
    }

    private static ObjectNode feature(Feature feature) {
        ObjectNode node = Json.object();
        if (!feature.name().equals(feature.columns().get(0))) {
            node.put("name", feature.name());
        }
        node.put("column", feature.columns().get(0));
        if (feature instanceof Feature.Numeric number) {
            node.put("kind", "number");
            addScale(node, number.impute(), number.scale());
        } else if (feature instanceof Feature.Flag flag) {
            node.put("kind", "boolean");
            flag.impute().ifPresent(impute -> node.put("impute", impute));
        } else if (feature instanceof Feature.Category category) {
            node.put("kind", "category");
            category.categories().forEach(node.putArray("categories")::add);
            node.put("other", category.other());
        } else if (feature instanceof Feature.YearsBetween years) {
            node.put("kind", "yearsBetween").put("until", years.until());
            addScale(node, years.impute(), years.scale());
        } else if (feature instanceof Feature.YearOf year) {
            node.put("kind", "year");
            addScale(node, year.impute(), year.scale());
        }
        return node;
    }

    private static void addScale(ObjectNode node, OptionalDouble impute, Normalisation scale) {
        impute.ifPresent(number -> node.put("impute", number));
        node.putObject("normalise").put("mean", scale.mean()).put("deviation", scale.deviation());
    }

    private static ObjectNode score(Scoring scoring) {
        if (scoring instanceof Scoring.DistanceFromRange range) {
            return Json.object()
                    .put("kind", "distanceFromRange")
                    .put("observed", range.observed())
                    .put("halfWidth", range.halfWidth());
        }
        Scoring.OutputElement element = (Scoring.OutputElement) scoring;
        ObjectNode node = Json.object().put("kind", "outputElement");
        node.set("output", tensor(element.output()));
        return node.put("index", element.index());
    }

    private static String lines(ObjectNode node) {
        StringBuilder text = new StringBuilder("{");
        Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            text.append("\n  \"").append(member.getKey()).append("\": ");
            if (member.getKey().equals("features")) {
                text.append("[");
                for (int i = 0; i < member.getValue().size(); i++) {
                    text.append(i == 0 ? "\n    " : ",\n    ")
                            .append(member.getValue().get(i));
                }
                text.append("\n  ]");
            } else {
                text.append(member.getValue());
            }
            text.append(members.hasNext() ? "," : "\n}\n");
        }
        return text.toString();
    }
}
