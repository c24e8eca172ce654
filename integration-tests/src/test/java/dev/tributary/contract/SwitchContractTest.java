package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each system can be deployed without the other. That nothing refers to what is left out needs no assertion: the reader refuses
 * such a template, and reads the outputs as well.
 */
class SwitchContractTest {

    private static final Set<String> SHARED = Set.of(
            "PipelineKey",
            "PipelineKeyAlias",
            "LakeBucket",
            "LakeBucketPolicy",
            "DeadLetterQueue",
            "DeadLetterQueuePolicy",
            "FailureBucket",
            "FailureBucketPolicy",
            "LakeErrorsAlarm",
            "DeadLettersAlarm");

    private static final Set<String> SHARED_TO_LOAD_SAMPLES =
            Set.of("SampleDataLoader", "SampleDataRole", "SampleDataLogGroup");

    private static final Set<String> SHARED_OUTPUTS = Set.of(
            "LakeBucketName", "DeadLetterQueueUrl", "FailureBucketName", "ListLakeCommand", "ReadDeadLettersCommand");

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "PARQUET"})
    void shouldDivideTheResourcesBetweenTheSystemsAndWhatTheyShare(String format) {
        Set<String> enrichment = ids(only("DeployEnrichment", format));
        Set<String> pipes = ids(only("DeployPipes", format));

        assertThat(union(enrichment, pipes)).isEqualTo(ids(both(format)));
        assertThat(intersection(enrichment, pipes)).isEqualTo(union(SHARED, SHARED_TO_LOAD_SAMPLES));
        assertThat(ids(neither(format))).isEqualTo(SHARED);
    }

    @Test
    void shouldDivideTheOutputs(@TempDir Path folder) throws IOException {
        Set<String> enrichment =
                Outputs.values(only("DeployEnrichment", "PARQUET"), folder).keySet();
        Set<String> pipes =
                Outputs.values(only("DeployPipes", "PARQUET"), folder).keySet();

        assertThat(union(enrichment, pipes))
                .isEqualTo(Outputs.values(both("PARQUET"), folder).keySet());
        assertThat(intersection(enrichment, pipes)).isEqualTo(SHARED_OUTPUTS);
        assertThat(Outputs.values(neither("PARQUET"), folder).keySet()).isEqualTo(SHARED_OUTPUTS);
    }

    /** By reference nothing can be named that is left out; by its name it could. */
    @ParameterizedTest
    @CsvSource({"DeployEnrichment, DeployPipes", "DeployPipes, DeployEnrichment"})
    void shouldNotNameWhatIsLeftOut(String wanted, String unwanted) {
        List<Resource> there = Shipped.template(only(wanted, "PARQUET")).resources();
        Set<String> leftOut = names(only(unwanted, "PARQUET"));
        leftOut.removeAll(names(only(wanted, "PARQUET")));

        assertThat(leftOut).isNotEmpty();
        assertThat(there).allSatisfy(resource -> assertThat(
                        resource.properties().toString())
                .doesNotContain(leftOut.stream().map(name -> name + "\"").toList()));
    }

    @ParameterizedTest
    @CsvSource({"DeployEnrichment, UserProfilesTable", "DeployPipes, ProductsTable"})
    void shouldLoadSamplesIntoTheTablesThatThereAre(String system, String table) {
        Template template = Shipped.template(only(system, "JSON"));
        JsonNode role = Shipped.properties(template, "SampleDataRole");

        assertThat(template.resources())
                .filteredOn(resource -> resource.type().equals("Custom::SampleData"))
                .extracting(resource -> resource.properties().path("TableName").asText())
                .containsExactly(
                        Shipped.properties(template, table).path("TableName").asText());
        assertThat(Grants.of(role))
                .filteredOn(grant -> grant.startsWith("dynamodb:"))
                .hasSize(1)
                .allMatch(grant -> grant.endsWith("/"
                        + Shipped.properties(template, table).path("TableName").asText()));
    }

    private static Map<String, String> both(String format) {
        return Map.of("LoadSampleData", "true", "DeliveryFormat", format);
    }

    private static Map<String, String> only(String system, String format) {
        Map<String, String> parameters = new HashMap<>(neither(format));
        parameters.put(system, "true");
        return parameters;
    }

    private static Map<String, String> neither(String format) {
        Map<String, String> parameters = new HashMap<>(both(format));
        Shipped.SWITCHES.forEach(name -> parameters.put(name, "false"));
        return parameters;
    }

    private static Set<String> ids(Map<String, String> parameters) {
        return Shipped.template(parameters).resources().stream()
                .map(Resource::logicalId)
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Map<String, String> parameters) {
        return Shipped.template(parameters).resources().stream()
                .map(Resource::physicalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> intersection = new TreeSet<>(one);
        intersection.retainAll(other);
        return intersection;
    }
}
