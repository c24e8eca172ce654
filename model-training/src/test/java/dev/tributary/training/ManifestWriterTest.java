package dev.tributary.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inference.model.ElementType;
import dev.tributary.inference.model.Feature;
import dev.tributary.inference.model.ModelId;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.Normalisation;
import dev.tributary.inference.model.Scoring;
import dev.tributary.inference.model.TensorSpec;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ManifestWriterTest {

    private static final ModelId ID = new ModelId("hours", "2.1");
    private static final OptionalDouble REQUIRED = OptionalDouble.empty();
    private static final TensorSpec PREDICTION = new TensorSpec("label", ElementType.INT64, 1);

    @Test
    void shouldWriteEveryKindOfFeatureAsItIsRead() {
        Normalisation scale = new Normalisation(9.8, 7.1);
        ModelManifest manifest = manifest(
                List.of(
                        new Feature.Category("team", "team", List.of("A \"quoted\" one", "B"), true),
                        new Feature.Category("size", "size", List.of("S", "L"), false),
                        new Feature.YearsBetween("age", "begun", "_committed_at", REQUIRED, scale),
                        new Feature.YearsBetween("length", "begun", "ended", OptionalDouble.of(3), scale),
                        new Feature.YearOf("begun", "begun", OptionalDouble.of(2015), scale),
                        new Feature.Numeric("hours", "hours", OptionalDouble.of(0.5), scale),
                        new Feature.Numeric("more", "more", REQUIRED, new Normalisation(0, 1)),
                        new Feature.Flag("remote", "remote", OptionalDouble.of(1)),
                        new Feature.Flag("leads", "leads", REQUIRED)),
                new Scoring.DistanceFromRange("pay", 1_000.5));

        assertThat(ModelManifest.parse(ID, ManifestWriter.write(manifest))).isEqualTo(manifest);
    }

    @Test
    void shouldWriteTheScoreOfAClassifierAsItIsRead() {
        ModelManifest manifest = manifest(
                List.of(new Feature.Flag("remote", "remote", REQUIRED)),
                new Scoring.OutputElement(new TensorSpec("probabilities", ElementType.FLOAT, 2), 1));

        assertThat(ModelManifest.parse(ID, ManifestWriter.write(manifest))).isEqualTo(manifest);
    }

    @Test
    void shouldWriteALineForEachMemberAndEachFeature() {
        ModelManifest manifest = manifest(
                List.of(new Feature.Flag("remote", "remote", REQUIRED), new Feature.Flag("leading", "leads", REQUIRED)),
                new Scoring.DistanceFromRange("pay", 1_000));

        assertThat(new String(ManifestWriter.write(manifest), UTF_8)).isEqualTo("""
                        {
                          "name": "hours",
                          "version": "2.1",
                          "description": "Hours.",
                          "sha256": "%s",
                          "table": "public.hours",
                          "key": ["id","day"],
                          "input": {"name":"in","type":"double","width":2},
                          "features": [
                            {"column":"remote","kind":"boolean"},
                            {"name":"leading","column":"leads","kind":"boolean"}
                          ],
                          "prediction": {"name":"label","type":"int64","width":1},
                          "score": {"kind":"distanceFromRange","observed":"pay","halfWidth":1000.0}
                        }
                        """.formatted(manifest.sha256()));
    }

    private static ModelManifest manifest(List<Feature> features, Scoring scoring) {
        int width = features.stream().mapToInt(Feature::width).sum();
        return new ModelManifest(
                ID,
                "Hours.",
                "0123456789abcdef".repeat(4),
                "public.hours",
                List.of("id", "day"),
                new TensorSpec("in", ElementType.DOUBLE, width),
                features,
                PREDICTION,
                scoring);
    }
}
