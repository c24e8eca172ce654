package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A changed parameter publishes a version of exactly the functions that it reaches: it changes the version's description
 * if, and only if, it changes the function. Why is told in {@code docs/decisions/publish-a-version-for-every-change.md}.
 */
class VersionContractTest {

    private static final int LONGEST_DESCRIPTION = 256;

    private static final String SECRET = "s".repeat(128);

    /** Other values of the parameters that have rules of their own: the longest that there can be. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("Environment", "an-environment-9"),
            Map.entry("AlertsTopicArn", "arn:aws:sns:us-east-1:000000000000:alerts"),
            Map.entry("MaximumRecordAgeSeconds", "604800"),
            Map.entry("PipeMaximumRecordAgeSeconds", "604800"),
            Map.entry("LakeDataset", "d".repeat(64)),
            Map.entry("PipeDataset", "p".repeat(64)),
            Map.entry("AuditActorAttribute", "a".repeat(24)),
            Map.entry("AuditRedactedAttributes", "r".repeat(80)),
            Map.entry("AuditRedactionKey", SECRET),
            Map.entry("AuditNotifyEvents", "REMOVE,MODIFY,INSERT"),
            Map.entry("AuditNotifyAttributes", "n".repeat(48)),
            Map.entry("AuditEmail", "auditor@example.com"));

    /** What is no part of a function's version. */
    private static final List<String> OUTSIDE = List.of("Events", "VersionDescription");

    private static Map<String, String> otherValues = Map.of();

    /** What must not stand in a description; its version does, which is to be counted up with it. */
    private static Set<String> secrets = Set.of();

    @BeforeAll
    static void readParameters() throws IOException {
        secrets = Shipped.parameters().entrySet().stream()
                .filter(one -> Boolean.TRUE.equals(one.getValue().get("NoEcho")))
                .map(Map.Entry::getKey)
                .collect(toSet());
        otherValues = Shipped.parameters().entrySet().stream()
                .filter(one -> !Shipped.SWITCHES.contains(one.getKey()))
                .collect(toMap(Map.Entry::getKey, one -> another(one.getKey(), one.getValue())));
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldDescribeAVersionByTheParametersThatReachTheFunction(FunctionDefinition function) {
        JsonNode asShipped = properties(function, Map.of());
        Set<String> reaching = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        otherValues.forEach((name, value) -> {
            JsonNode changed = properties(function, Map.of(name, value));
            if (!version(changed).equals(version(asShipped))) {
                reaching.add(name);
            }
            if (!description(changed).equals(description(asShipped))) {
                described.add(name);
            }
        });

        assertThat(reaching).anyMatch(name -> name.endsWith("FunctionMemory"));
        assertThat(described)
                .isEqualTo(reaching.stream()
                        .filter(name -> !secrets.contains(name))
                        .collect(toSet()))
                .containsAll(secrets.stream()
                        .filter(reaching::contains)
                        .map(name -> name + "Version")
                        .toList());
        assertThat(asShipped.path("AutoPublishAliasAllProperties").booleanValue())
                .isTrue();
    }

    /** Whoever may look at the function reads its variables, unless they are encrypted with a key of our own. */
    @Test
    void shouldTellASecretToTheFunctionAlone(@TempDir Path folder) throws IOException {
        Map<String, String> parameters = Map.of("AuditRedactionKey", SECRET);

        assertThat(secrets).isEqualTo(parameters.keySet());
        assertThat(Shipped.template(parameters).resources())
                .filteredOn(resource -> resource.properties().toString().contains(SECRET))
                .singleElement()
                .satisfies(function -> {
                    assertThat(function.properties().path("KmsKeyArn").isTextual())
                            .isTrue();
                    assertThat(((ObjectNode) function.properties().deepCopy())
                                    .without("Environment")
                                    .toString())
                            .doesNotContain(SECRET);
                });
        assertThat(Outputs.values(parameters, folder).values()).noneMatch(value -> value.contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldDescribeAVersionInWhatLambdaTakes(FunctionDefinition function) {
        assertThat(description(properties(function, otherValues))).hasSizeBetween(1, LONGEST_DESCRIPTION);
    }

    private static JsonNode properties(FunctionDefinition function, Map<String, String> parameters) {
        return Shipped.properties(Shipped.template(parameters), function.logicalId());
    }

    private static JsonNode version(JsonNode function) {
        return ((ObjectNode) function.deepCopy()).remove(OUTSIDE);
    }

    private static String description(JsonNode function) {
        return function.path("VersionDescription").asText();
    }

    private static String another(String name, Map<String, Object> parameter) {
        String usual = String.valueOf(parameter.get("Default"));
        if (OTHERS.containsKey(name)) {
            return OTHERS.getOrDefault(name, "");
        }
        if (parameter.get("AllowedValues") instanceof List<?> allowed) {
            return allowed.stream()
                    .map(String::valueOf)
                    .filter(value -> !value.equals(usual))
                    .reduce((first, last) -> last)
                    .orElseThrow();
        }
        Object highest = parameter.get("MaxValue");
        return highest != null ? highest.toString() : Integer.toString(Integer.parseInt(usual) + 1);
    }
}
