package dev.tributary.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a manifest, and gathers all that is wrong with it. */
final class ManifestReader {

    private static final Set<String> MEMBERS = Set.of(
            "name", "version", "description", "sha256", "table", "key", "input", "features", "prediction", "score");
    private static final Set<String> TENSOR_MEMBERS = Set.of("name", "type", "width");
    private static final String KINDS = "one of number, boolean, category, yearsBetween, year";
    private static final String COLUMN = "the name of a column";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_ELEMENTS = 10_000;

    /** What stands for a part that could not be read, so that the rest still is; the problem tells. */
    private static final TensorSpec NO_TENSOR = new TensorSpec("", ElementType.FLOAT, 0);

    private final ModelId id;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    ManifestReader(ModelId id, List<String> problems) {
        this.id = id;
        this.problems = new Problems(problems);
    }

    ModelManifest read(ObjectNode node) {
        problems.checkNames("", node, MEMBERS);
        checkSame(".name", node.path("name"), id.name());
        checkSame(".version", node.path("version"), id.version());
        String sha256 = node.path("sha256").asText();
        if (!SHA256.matcher(sha256).matches()) {
            problems.add(".sha256", node.path("sha256"), "the SHA-256 of model.onnx, 64 hexadecimal digits");
        }
        List<String> key = problems.texts(".key", node.path("key"), List.of(), "an array of names of columns");
        if (key.isEmpty() || new HashSet<>(key).size() < key.size()) {
            problems.add(".key", node.path("key"), "the columns that tell rows apart, each once");
        }
        TensorSpec input = tensor(".input", node.path("input"));
        List<Feature> features = features(node.path("features"));
        int filled = features.stream().mapToInt(Feature::width).sum();
        if (filled != input.width()) {
            problems.add(".input.width", String.valueOf(input.width()), filled + ", which the features fill");
        }
        TensorSpec prediction = tensor(".prediction", node.path("prediction"));
        return new ModelManifest(
                id,
                problems.text(".description", node.path("description")),
                sha256,
                requiredText(".table", node.path("table"), "schema.table"),
                key,
                input,
                features,
                prediction,
                scoring(".score", node.path("score")));
    }

    private void checkSame(String at, JsonNode node, String expected) {
        if (!node.isTextual() || !node.textValue().equals(expected)) {
            problems.add(at, node, "\"" + expected + "\", as the model's folder is called");
        }
    }

    private TensorSpec tensor(String at, JsonNode node) {
        if (!problems.isObject(
                at, node, "a tensor, such as {\"name\": \"input\", \"type\": \"float\", \"width\": 3}")) {
            return NO_TENSOR;
        }
        problems.checkNames(at, node, TENSOR_MEMBERS);
        Optional<ElementType> type = ElementType.of(node.path("type").asText());
        if (type.isEmpty()) {
            problems.add(at + ".type", node.path("type"), "one of " + ElementType.all());
        }
        int width = node.path("width").asInt();
        if (!node.path("width").isInt() || width < 1 || width > MOST_ELEMENTS) {
            problems.add(at + ".width", node.path("width"), "elements of a row, 1-" + MOST_ELEMENTS);
        }
        String name = requiredText(at + ".name", node.path("name"), "the tensor's name in model.onnx");
        return new TensorSpec(name, type.orElse(ElementType.FLOAT), width);
    }

    private List<Feature> features(JsonNode node) {
        List<Feature> features = new ArrayList<>();
        if (!node.isArray() || node.isEmpty()) {
            problems.add(".features", node, "an array of features");
            return features;
        }
        for (int i = 0; i < node.size(); i++) {
            String at = ".features[" + i + "]";
            if (problems.isObject(at, node.get(i), "an object such as {\"column\": \"hours\", \"kind\": \"number\"}")) {
                Feature feature = feature(at, node.get(i));
                if (feature != null) {
                    features.add(feature);
                }
            }
        }
        return features;
    }

    private @Nullable Feature feature(String at, JsonNode node) {
        String column = requiredText(at + ".column", node.path("column"), COLUMN);
        String name = name(at, node, column);
        return switch (node.path("kind").asText()) {
            case "number" -> {
                checkMembers(at, node, "impute", "normalise");
                yield new Feature.Numeric(name, column, impute(at, node), scale(at, node));
            }
            case "boolean" -> {
                checkMembers(at, node, "impute");
                yield new Feature.Flag(name, column, impute(at, node));
            }
            case "category" -> {
                checkMembers(at, node, "categories", "other");
                yield new Feature.Category(
                        name, column, categories(at, node), problems.flag(at + ".other", node.path("other"), false));
            }
            case "yearsBetween" -> {
                checkMembers(at, node, "until", "impute", "normalise");
                String until = requiredText(at + ".until", node.path("until"), COLUMN);
                yield new Feature.YearsBetween(name, column, until, impute(at, node), scale(at, node));
            }
            case "year" -> {
                checkMembers(at, node, "impute", "normalise");
                yield new Feature.YearOf(name, column, impute(at, node), scale(at, node));
            }
            default -> {
                problems.add(at + ".kind", node.path("kind"), KINDS);
                yield null;
            }
        };
    }

    private void checkMembers(String at, JsonNode node, String... more) {
        Set<String> known = new HashSet<>(List.of(more));
        known.addAll(List.of("column", "kind", "name"));
        problems.checkNames(at, node, known);
    }

    private String name(String at, JsonNode node, String column) {
        String name = node.has("name") ? requiredText(at + ".name", node.path("name"), "a name") : column;
        if (!names.add(name)) {
            problems.add(at + ".name", "\"" + name + "\"", "a name that no other feature has");
        }
        return name;
    }

    private List<String> categories(String at, JsonNode node) {
        String expected = "the category texts, each once";
        List<String> categories = problems.texts(at + ".categories", node.path("categories"), List.of(), expected);
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            problems.add(at + ".categories", node.path("categories"), expected);
        }
        return categories;
    }

    private OptionalDouble impute(String at, JsonNode node) {
        return node.has("impute")
                ? OptionalDouble.of(number(at + ".impute", node.path("impute")))
                : OptionalDouble.empty();
    }

    private Normalisation scale(String at, JsonNode node) {
        JsonNode scale = node.path("normalise");
        if (scale.isMissingNode()) {
            return Normalisation.NONE;
        }
        if (!problems.isObject(at + ".normalise", scale, "an object {\"mean\": …, \"deviation\": …}")) {
            return Normalisation.NONE;
        }
        problems.checkNames(at + ".normalise", scale, Set.of("mean", "deviation"));
        return new Normalisation(
                number(at + ".normalise.mean", scale.path("mean")),
                positive(at + ".normalise.deviation", scale.path("deviation")));
    }

    private Scoring scoring(String at, JsonNode node) {
        if (problems.isObject(at, node, "an object such as {\"kind\": \"distanceFromRange\", …}")) {
            switch (node.path("kind").asText()) {
                case "distanceFromRange" -> {
                    problems.checkNames(at, node, Set.of("kind", "observed", "halfWidth"));
                    return new Scoring.DistanceFromRange(
                            requiredText(at + ".observed", node.path("observed"), COLUMN),
                            positive(at + ".halfWidth", node.path("halfWidth")));
                }
                case "outputElement" -> {
                    problems.checkNames(at, node, Set.of("kind", "output", "index"));
                    TensorSpec output = tensor(at + ".output", node.path("output"));
                    int index = node.path("index").asInt();
                    if (!node.path("index").isInt() || index < 0 || index >= output.width()) {
                        problems.add(at + ".index", node.path("index"), "an element of the output, from 0 on");
                    }
                    return new Scoring.OutputElement(output, index);
                }
                default -> problems.add(at + ".kind", node.path("kind"), "distanceFromRange or outputElement");
            }
        }
        return new Scoring.OutputElement(NO_TENSOR, 0);
    }

    private String requiredText(String at, JsonNode node, String expected) {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            problems.add(at, node, expected);
        }
        return node.asText();
    }

    private double positive(String at, JsonNode node) {
        double number = number(at, node);
        if (number <= 0) {
            problems.add(at, node, "a number above 0");
        }
        return number;
    }

    private double number(String at, JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            problems.add(at, node, "a number");
            return 1;
        }
        return node.doubleValue();
    }
}
