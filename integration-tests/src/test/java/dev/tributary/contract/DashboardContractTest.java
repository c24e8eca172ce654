package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is one dashboard, which shows the systems that there are, and draws on an axis what can be compared. */
class DashboardContractTest {

    private static final String ID = "Observability/Dashboard";

    /** What each row tells, whatever the system is. */
    private static final Set<String> OF_EACH_ROW = Set.of("Set aside", "Duration (ms)", "Errors and throttles");

    /** What the first widgets show before the first row. */
    private static final String SHARED = "all systems";

    @Test
    void shouldBeOne() {
        assertThat(Shipped.resources("AWS::CloudWatch::Dashboard"))
                .extracting(Resource::logicalId)
                .containsExactly(ID);
    }

    /** A metric in milliseconds and one in seconds on one axis look alike and are not; nor does a title say another unit. */
    @ParameterizedTest
    @MethodSource("metricWidgets")
    void shouldDrawOneUnitOnAnAxis(JsonNode properties) {
        String title = properties.path("title").asText();

        WatchedMetric.byAxis(ID, properties).values().forEach(metrics -> {
            Set<String> units = metrics.stream()
                    .map(metric -> PublishedMetric.of(metric).unit())
                    .map(unit -> unit.equals("None") ? "Count" : unit)
                    .collect(Collectors.toSet());
            assertThat(units).as(title).containsExactly(unitOf(title));
        });
    }

    @ParameterizedTest
    @MethodSource("metricWidgets")
    void shouldDrawNoFinerThanIsPublished(JsonNode properties) {
        int period = properties.path("period").intValue();

        assertThat(properties.path("region").asText()).isEqualTo("us-east-1");
        assertThat(period % 60).isZero();
        WatchedMetric.byAxis(ID, properties).values().forEach(metrics -> assertThat(metrics)
                .allSatisfy(metric ->
                        assertThat(PublishedMetric.of(metric).seconds()).isLessThanOrEqualTo(period)));
    }

    @Test
    void shouldTellTheSameOfEachSystem() {
        Map<String, Set<String>> rows = rows(Shipped.template(Map.of()).resources());

        assertThat(rows.keySet())
                .containsExactlyInAnyOrder(
                        SHARED,
                        "User events",
                        "Product events",
                        "Table audit",
                        "Event ingestion, all types",
                        "Change data",
                        "Inference");
        rows.forEach((row, titles) -> {
            if (!row.equals(SHARED)) {
                assertThat(titles).as(row).containsAll(OF_EACH_ROW);
                assertThat(titles).as(row).anyMatch(title -> title.endsWith(" in"));
                assertThat(titles).as(row).anyMatch(title -> title.endsWith(" out"));
                assertThat(titles).as(row).anyMatch(title -> title.startsWith("Age"));
                assertThat(titles).as(row).anyMatch(title -> title.startsWith("Cost drivers"));
            }
        });
    }

    @Test
    void shouldLeaveOutTheRowsOfSystemsThatAreNotThere() {
        Map<String, String> auditAlone = Shipped.SWITCHES.stream()
                .collect(Collectors.toMap(one -> one, one -> Boolean.toString(one.equals("DeployAudit"))));

        assertThat(rows(Shipped.template(auditAlone).resources()).keySet())
                .containsExactlyInAnyOrder(SHARED, "Table audit");
    }

    /** Whoever adds a type of event adds a line to a list, and sees it beside the others. */
    @Test
    void shouldShowATypeThatSomebodyAdded(@TempDir Path folder) {
        Path template = new TemplateCopy(folder).change(FourthType::addTo).file();

        List<Resource> resources = Template.read(template, Map.of()).resources();

        assertThat(body(resources).toString())
                .contains("tributary-dev-ingest-contract_probe\"")
                .contains("alarm:tributary-dev-ingest-contract_probe-needs-attention\"");
    }

    static List<JsonNode> metricWidgets() {
        return StreamSupport.stream(
                        body(Shipped.template().resources()).path("widgets").spliterator(), false)
                .filter(widget -> widget.path("type").asText().equals("metric"))
                .map(widget -> widget.path("properties"))
                .toList();
    }

    private static String unitOf(String title) {
        return title.endsWith("(ms)")
                ? "Milliseconds"
                : title.endsWith("(s)")
                        ? "Seconds"
                        : title.endsWith("(bytes)")
                                ? "Bytes"
                                : title.endsWith("(%)")
                                        ? "Percent"
                                        : title.endsWith("a second") ? "Count/Second" : "Count";
    }

    /** The titles of the widgets by the heading above them. */
    private static Map<String, Set<String>> rows(List<Resource> resources) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        String row = SHARED;
        for (JsonNode widget : body(resources).path("widgets")) {
            if (widget.path("type").asText().equals("text")) {
                row = widget.at("/properties/markdown").asText().replace("## ", "");
            }
            rows.computeIfAbsent(row, r -> new LinkedHashSet<>())
                    .add(widget.at("/properties/title").asText());
        }
        return rows;
    }

    private static JsonNode body(List<Resource> resources) {
        String text = resources.stream()
                .filter(resource -> resource.logicalId().equals(ID))
                .findFirst()
                .orElseThrow()
                .properties()
                .path("DashboardBody")
                .asText();
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
