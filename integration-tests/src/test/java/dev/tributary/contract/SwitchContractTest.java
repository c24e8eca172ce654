package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import dev.tributary.local.template.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each system can be deployed without the others. That nothing refers to what is left out needs no assertion: the reader refuses
 * such a template, and reads the outputs as well.
 */
@Tag("slow")
class SwitchContractTest {

    private static final String ENRICHMENT = "DeployEnrichment";
    private static final String PIPES = "DeployPipes";
    private static final String AUDIT = "DeployAudit";
    private static final String INGESTION = "DeployIngestion";
    private static final String CHANGE_DATA = "DeployChangeData";
    private static final String INFERENCE = "DeployInference";
    private static final String POSTGRES = "DeployPostgres";

    /** Systems that are there only beside another, by that. */
    private static final Map<String, String> NEEDED = Map.of(INFERENCE, CHANGE_DATA, POSTGRES, CHANGE_DATA);

    /** For each set of parameters that was asked for, since most are asked for often, and reading takes its time. */
    private static final Map<Map<String, String>, Created> CREATED = new HashMap<>();

    private static final Set<String> SHARED = Set.of(
            "PipelineKey",
            "PipelineKeyAlias",
            "NetworkPolicy",
            "DeadLetterQueue",
            "DeadLetterQueuePolicy",
            "FailureBucket",
            "FailureBucketPolicy",
            "LakeCatalog",
            "Catalog",
            "Catalog/ResultsBucket",
            "Catalog/ResultsBucketPolicy",
            "Catalog/WorkGroup",
            "AlertsTopic",
            "AlertsTopicPolicy",
            "AlertsEmailSubscription",
            "Observability",
            "Observability/DeadLettersAlarm",
            "Observability/AlertsFailedAlarm",
            "Observability/AttentionAlarm",
            "Observability/Dashboard",
            "Observability/SetAsideByReasonQuery",
            "Observability/RecordQuery",
            "Observability/EndedEarlyQuery",
            "Observability/BreakerQuery",
            "Observability/FailuresQuery",
            "Observability/SlowestQuery",
            "Observability/ColdStartsQuery",
            "Observability/CostQuery");

    private static final Set<String> SHARED_TO_WRITE_THE_LAKE =
            Set.of("LakeBucket", "LakeBucketPolicy", "Observability/LakeErrorsAlarm");

    private static final Set<String> SHARED_TO_LOAD_SAMPLES =
            Set.of("SampleDataLoader", "SampleDataRole", "SampleDataLogGroup");

    private static final Set<String> SHARED_OUTPUTS = Set.of(
            "DeadLetterQueueUrl",
            "FailureBucketName",
            "ReadDeadLettersCommand",
            "CatalogWorkGroupName",
            "CatalogResultsBucketName",
            "CreateViewsCommand",
            "QueryCommand");

    private static final Set<String> OUTPUTS_OF_THE_LAKE = Set.of("LakeBucketName", "ListLakeCommand");

    private static final Set<String> OUTPUTS_OF_MAPPINGS = Set.of("ListGivenUpBatchesCommand");

    /**
     * What parameters create.
     *
     * @param ids the logical ids of the resources
     * @param outputs the names of the outputs
     */
    private record Created(Set<String> ids, Set<String> outputs) {

        static Created of(Map<String, String> parameters) {
            return CREATED.computeIfAbsent(Map.copyOf(parameters), all -> of(Shipped.template(all)));
        }

        static Created of(Template template) {
            return new Created(
                    template.resources().stream().map(Resource::logicalId).collect(Collectors.toUnmodifiableSet()),
                    Set.copyOf(template.outputs().keySet()));
        }
    }

    /** Every set of systems that can be, with each format of the delivery. */
    static List<Map<String, String>> combinations() {
        List<Map<String, String>> combinations =
                List.of(Shipped.EVERYTHING, with(Shipped.EVERYTHING, "DeliveryFormat", "JSON"));
        for (String one : Shipped.SWITCHES) {
            combinations = combinations.stream()
                    .flatMap(others -> Stream.of(with(others, one, "true"), with(others, one, "false")))
                    .toList();
        }
        return combinations.stream()
                .filter(parameters ->
                        !isOn(POSTGRES, parameters) || isOn(CHANGE_DATA, parameters)) // the template refuses it
                .toList();
    }

    /** By reference nothing can be named that is left out; by its name it could. */
    @ParameterizedTest
    @MethodSource("combinations")
    void shouldCreateWhatTheWantedSystemsHaveAndNameNothingElse(Map<String, String> parameters) {
        Template template = Shipped.template(parameters);
        Set<String> resources = new TreeSet<>(SHARED);
        Set<String> outputs = new TreeSet<>(SHARED_OUTPUTS);
        for (String system : wanted(parameters)) {
            resources.addAll(ids(only(system, parameters)));
            outputs.addAll(outputs(only(system, parameters)));
        }

        Created created = Created.of(template);
        assertThat(created.ids()).isEqualTo(resources);
        assertThat(created.outputs()).isEqualTo(outputs);
        Set<String> leftOut = names(Shipped.template());
        leftOut.removeAll(names(template));
        assertThat(template.resources()).isNotEmpty().allSatisfy(resource -> assertThat(
                        resource.properties().toString())
                .satisfies(text -> assertThat(leftOut).noneMatch(name -> text.contains(name + "\""))));
    }

    @Test
    void shouldShareOnlyWhatIsMeantToBeShared() {
        assertThat(shared(ENRICHMENT, PIPES))
                .isEqualTo(union(SHARED, union(SHARED_TO_WRITE_THE_LAKE, SHARED_TO_LOAD_SAMPLES)));
        assertThat(shared(ENRICHMENT, AUDIT)).isEqualTo(SHARED);
        assertThat(shared(PIPES, AUDIT)).isEqualTo(SHARED);
        assertThat(shared(ENRICHMENT, INGESTION)).isEqualTo(union(SHARED, SHARED_TO_WRITE_THE_LAKE));
        assertThat(shared(PIPES, INGESTION)).isEqualTo(union(SHARED, SHARED_TO_WRITE_THE_LAKE));
        assertThat(shared(AUDIT, INGESTION)).isEqualTo(SHARED);
        for (String other : List.of(ENRICHMENT, PIPES, AUDIT, INGESTION)) {
            assertThat(shared(CHANGE_DATA, other)).isEqualTo(SHARED);
            assertThat(sharedOutputs(CHANGE_DATA, other)).isEqualTo(SHARED_OUTPUTS);
            assertThat(shared(INFERENCE, other)).isEqualTo(SHARED);
            assertThat(sharedOutputs(INFERENCE, other)).isEqualTo(SHARED_OUTPUTS);
            assertThat(shared(POSTGRES, other)).isEqualTo(SHARED);
            assertThat(sharedOutputs(POSTGRES, other)).isEqualTo(SHARED_OUTPUTS);
        }
        assertThat(sharedOutputs(ENRICHMENT, PIPES)).isEqualTo(union(SHARED_OUTPUTS, OUTPUTS_OF_THE_LAKE));
        assertThat(sharedOutputs(ENRICHMENT, AUDIT)).isEqualTo(union(SHARED_OUTPUTS, OUTPUTS_OF_MAPPINGS));
        assertThat(sharedOutputs(PIPES, AUDIT)).isEqualTo(SHARED_OUTPUTS);
        assertThat(sharedOutputs(ENRICHMENT, INGESTION))
                .isEqualTo(union(SHARED_OUTPUTS, union(OUTPUTS_OF_THE_LAKE, OUTPUTS_OF_MAPPINGS)));
        assertThat(sharedOutputs(PIPES, INGESTION)).isEqualTo(union(SHARED_OUTPUTS, OUTPUTS_OF_THE_LAKE));
        assertThat(sharedOutputs(AUDIT, INGESTION)).isEqualTo(union(SHARED_OUTPUTS, OUTPUTS_OF_MAPPINGS));
    }

    /** Rows that nobody writes cannot be scored; and where nobody scores them, nobody is told of them. */
    @Test
    void shouldScoreTheRowsOfChangeDataWhereThereAreAny() {
        Map<String, String> withoutRows = with(only(INFERENCE, Shipped.EVERYTHING), CHANGE_DATA, "false");
        Map<String, String> rowsAlone = only(CHANGE_DATA, Shipped.EVERYTHING);

        assertThat(ids(withoutRows)).isEqualTo(SHARED);
        assertThat(outputs(withoutRows)).isEqualTo(SHARED_OUTPUTS);
        assertThat(ids(rowsAlone))
                .isSubsetOf(ids(only(INFERENCE, Shipped.EVERYTHING)))
                .noneMatch(id -> id.contains("Announcement"));
        assertThat(Shipped.properties(Shipped.template(rowsAlone), "ChangeData/ChangeBucket")
                        .path("NotificationConfiguration"))
                .isEmpty();
    }

    /** It costs money while idle, so it is asked for; and without a stream it would have nowhere to write to. */
    @Test
    void shouldCaptureADatabaseOfItsOwnOnlyWhereThatIsWanted() {
        Map<String, String> withoutStream = with(only(POSTGRES, Shipped.EVERYTHING), CHANGE_DATA, "false");

        assertThat(ids(Map.of())).noneMatch(id -> id.startsWith("Postgres"));
        assertThat(outputs(Map.of())).noneMatch(name -> name.contains("Postgres"));
        assertThatThrownBy(() -> Shipped.template(withoutStream))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("DeployPostgres needs DeployChangeData");
        assertThat(ids(only(POSTGRES, Shipped.EVERYTHING)))
                .containsAll(ids(only(CHANGE_DATA, Shipped.EVERYTHING)))
                .contains("Postgres/Database", "Postgres/ReplicationTask");
    }

    @ParameterizedTest
    @CsvSource({"DeployEnrichment, UserProfilesTable", "DeployPipes, ProductsTable"})
    void shouldLoadSamplesIntoTheTablesThatThereAre(String system, String table) {
        Template template = Shipped.template(only(system, Shipped.EVERYTHING));
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

    private static List<String> wanted(Map<String, String> parameters) {
        return Shipped.SWITCHES.stream()
                .filter(system -> withWhatItNeeds(system).stream().allMatch(needed -> isOn(needed, parameters)))
                .toList();
    }

    private static boolean isOn(String system, Map<String, String> parameters) {
        return "true".equals(parameters.get(system));
    }

    private static Map<String, String> only(String system, Map<String, String> parameters) {
        Map<String, String> only = new HashMap<>(parameters);
        Set<String> needed = withWhatItNeeds(system);
        Shipped.SWITCHES.forEach(other -> only.put(other, Boolean.toString(needed.contains(other))));
        return only;
    }

    private static Set<String> withWhatItNeeds(String system) {
        return NEEDED.containsKey(system) ? Set.of(system, NEEDED.getOrDefault(system, "")) : Set.of(system);
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> with = new TreeMap<>(parameters);
        with.put(name, value);
        return with;
    }

    private static Set<String> shared(String one, String other) {
        return intersection(ids(only(one, Shipped.EVERYTHING)), ids(only(other, Shipped.EVERYTHING)));
    }

    private static Set<String> sharedOutputs(String one, String other) {
        return intersection(outputs(only(one, Shipped.EVERYTHING)), outputs(only(other, Shipped.EVERYTHING)));
    }

    private static Set<String> outputs(Map<String, String> parameters) {
        return Created.of(parameters).outputs();
    }

    private static Set<String> ids(Map<String, String> parameters) {
        return Created.of(parameters).ids();
    }

    private static Set<String> names(Template template) {
        return template.resources().stream().map(Resource::physicalName).collect(Collectors.toCollection(TreeSet::new));
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
