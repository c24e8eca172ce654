package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A type of event is a block of the template: a flow with all that it needs, known to the API. */
class EventFlowContractTest {

    private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";
    private static final String FUNCTION = "/StreamProcessorFunction";
    private static final int MOST_LINES_OF_A_TYPE = 20;

    @ParameterizedTest
    @CsvSource({
        "UserActivityFlow, user_activity, user_id, UserActivity, 1, 24, 256, 30, 100, 5",
        "OrdersFlow, orders, order_id, Orders, 2, 48, 512, 60, 50, 3",
        "PaymentsFlow, payments, payment_id, Payments, 2, 168, 512, 30, 25, 1"
    })
    void shouldShipTheFlowsOfTheOlderSystemButForGivingUpEarly(
            String flow,
            String type,
            String entityField,
            String processor,
            int shards,
            int retentionHours,
            int memory,
            int timeout,
            int batchSize,
            int window) {
        FunctionDefinition function = function(Shipped.template(), flow);
        JsonNode stream = properties(Shipped.template(), flow, "EventStream");
        JsonNode mapping = function.events().get(0).properties();

        assertThat(function.environment())
                .containsEntry("EVENT_TYPE", type)
                .containsEntry("ENTITY_FIELD", entityField)
                .containsEntry("EVENT_PROCESSOR", "dev.tributary.stream.types." + processor);
        assertThat(stream.path("ShardCount").asInt()).isEqualTo(shards);
        assertThat(stream.path("RetentionPeriodHours").asInt()).isEqualTo(retentionHours);
        assertThat(stream.has("DesiredShardLevelMetrics")).isEqualTo(type.equals("payments"));
        assertThat(function.memoryMb()).isEqualTo(memory);
        assertThat(function.timeout()).hasSeconds(timeout);
        assertThat(mapping.path("BatchSize").asInt()).isEqualTo(batchSize);
        assertThat(mapping.path("MaximumBatchingWindowInSeconds").asInt()).isEqualTo(window);
        assertThat(mapping.path("MaximumRetryAttempts").asInt()).isEqualTo(-1);
        assertThat(mapping.path("MaximumRecordAgeInSeconds").asInt()).isEqualTo(retentionHours * 3_600 / 2);
    }

    @Test
    void shouldTellOrdersFromWhichAmountOnToAlert() {
        assertThat(function(Shipped.template(Map.of("OrderAlertAmount", "250.50")), "OrdersFlow")
                        .environment())
                .containsEntry("PROCESSOR_SETTINGS", "{\"alertAbove\":250.50}");
    }

    /** What the template may be told for all functions must not end at the border of a stack. */
    @ParameterizedTest
    @MethodSource("flows")
    void shouldHandOnWhatAllFlowsShare(String flow) throws IOException {
        List<?> groups = (List<?>) Shipped.section(Shipped.FLOW, "Metadata")
                .getOrDefault("AWS::CloudFormation::Interface", Map.of())
                .getOrDefault("ParameterGroups", List.of());
        Map<?, ?> ofAll = (Map<?, ?>) groups.get(groups.size() - 1);

        assertThat(ofAll.values())
                .filteredOn(List.class::isInstance)
                .singleElement()
                .satisfies(
                        names -> assertThat(parameters(Shipped.template(), flow).keySet())
                                .containsAll(((List<?>) names)
                                        .stream().map(String::valueOf).toList()));
    }

    /** A marker that expires before its record is out of the stream stops no repeat. */
    @ParameterizedTest
    @MethodSource("flows")
    void shouldKeepMarkersLongerThanTheStreamKeepsRecords(String flow) throws IOException {
        int markerDays = Integer.parseInt(
                function(Shipped.template(), flow).environment().getOrDefault("MARKER_RETENTION_DAYS", "0"));

        assertThat(retentions()).isNotEmpty().allSatisfy(hours -> assertThat(((Integer) hours) / 24)
                .isLessThan(markerDays));
        assertThat(properties(Shipped.template(), flow, "EventTable").path("TimeToLiveSpecification"))
                .hasToString("{\"AttributeName\":\"expiresAt\",\"Enabled\":true}");
    }

    @ParameterizedTest
    @MethodSource("retentions")
    void shouldGiveRecordsUpAtHalfOfTheRetention(int hours) {
        Map<String, String> parameters = new HashMap<>(parameters(Shipped.template(), "OrdersFlow"));
        parameters.put("RetentionHours", Integer.toString(hours));
        assertThat(recordAge(parameters)).isEqualTo(hours * 3_600 / 2);

        parameters.put("MaximumRecordAgeSeconds", "7200");
        assertThat(recordAge(parameters)).isEqualTo(7_200);
    }

    /** Each through the services alone that hold what it encrypts. */
    @ParameterizedTest
    @MethodSource("flows")
    void shouldOpenEachKeyThroughItsOwnServicesAlone(String flow) {
        JsonNode role = properties(Shipped.template(), flow, "StreamProcessorRole");
        Map<String, Set<String>> services = new HashMap<>();
        for (JsonNode statement : Grants.statements(role)) {
            if (Grants.texts(statement.path("Action")).get(0).startsWith("kms:")) {
                services.put(
                        statement.path("Resource").asText().replaceFirst(".*[-/]", ""),
                        new TreeSet<>(Grants.texts(statement.at("/Condition/StringEquals/kms:ViaService")).stream()
                                .map(service -> service.replaceFirst("\\..*", ""))
                                .toList()));
            }
        }

        assertThat(services)
                .isEqualTo(
                        Map.of("EventKey", Set.of("dynamodb", "kinesis", "sqs"), "PipelineKey", Set.of("s3", "sns")));
    }

    @Test
    void shouldTellTheApiOfEveryFlow() {
        Template template = Shipped.template();

        assertThat(entriesOf(template))
                .isEqualTo(flows().stream()
                        .map(flow -> function(template, flow).environment())
                        .collect(toMap(
                                variables -> variables.getOrDefault("EVENT_TYPE", ""),
                                variables -> variables.getOrDefault("ENTITY_FIELD", ""))));
        assertThat(apiOf(template, "StreamArns"))
                .containsExactlyInAnyOrderElementsOf(streams(template).stream()
                        .map(name -> STREAM_ARN + name)
                        .toList());
        assertThat(apiOf(template, "KeyArns")).hasSameSizeAs(flows()).doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeAFourthTypeInTwentyLines(@TempDir Path folder) throws IOException {
        List<String> shipped = Files.readAllLines(Shipped.FILE);
        List<String> extended = FourthType.addTo(shipped);
        assertThat(extended.size() - shipped.size()).isLessThanOrEqualTo(MOST_LINES_OF_A_TYPE);

        Template template =
                Template.read(new TemplateCopy(folder).change(FourthType::addTo).file(), Map.of());

        String name = "tributary-dev-ingest-" + FourthType.TYPE;
        assertThat(streams(template)).contains(name);
        assertThat(resource(template, FourthType.FLOW + "/EventTable").physicalName())
                .isEqualTo(name);
        assertThat(resource(template, FourthType.FLOW + "/DeadLetterQueue").physicalName())
                .isEqualTo(name + "-dead-letters");
        FunctionDefinition function = function(template, FourthType.FLOW);
        assertThat(function.name()).isEqualTo(name);
        assertThat(function.environment())
                .containsEntry("EVENT_TYPE", FourthType.TYPE)
                .containsEntry("ENTITY_FIELD", FourthType.ENTITY_FIELD)
                .containsEntry("EVENT_PROCESSOR", FourthType.PROCESSOR)
                .containsEntry("TABLE_NAME", name);
        assertThat(function.events().get(0).properties().path("Stream").asText())
                .isEqualTo(STREAM_ARN + name);
        int types = flows().size() + 1;
        assertThat(entriesOf(template))
                .containsEntry(FourthType.TYPE, FourthType.ENTITY_FIELD)
                .hasSize(types);
        assertThat(apiOf(template, "StreamArns")).contains(STREAM_ARN + name).hasSize(types);
        assertThat(apiOf(template, "KeyArns")).hasSize(types).doesNotHaveDuplicates();
    }

    static List<String> flows() {
        return Shipped.functions().stream()
                .map(FunctionDefinition::logicalId)
                .filter(id -> id.endsWith(FUNCTION))
                .map(id -> id.replace(FUNCTION, ""))
                .toList();
    }

    static List<?> retentions() throws IOException {
        return (List<?>) Shipped.section(Shipped.FLOW, "Parameters")
                .getOrDefault("RetentionHours", Map.of())
                .getOrDefault("AllowedValues", List.of());
    }

    private static int recordAge(Map<String, String> parameters) {
        return Template.read(Shipped.FLOW, parameters)
                .functions()
                .get(0)
                .events()
                .get(0)
                .properties()
                .path("MaximumRecordAgeInSeconds")
                .asInt();
    }

    /** The fields of entities by type, as the API is told. */
    private static Map<String, String> entriesOf(Template template) {
        return List.of(parameters(template, "EventApi")
                        .getOrDefault("EntityFields", "")
                        .split(","))
                .stream()
                .map(entry -> entry.replace("\"", "").split(":", 2))
                .collect(toMap(entry -> entry[0], entry -> entry[1]));
    }

    private static List<String> apiOf(Template template, String parameter) {
        return List.of(
                parameters(template, "EventApi").getOrDefault(parameter, "").split(","));
    }

    private static List<String> streams(Template template) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().endsWith("/EventStream"))
                .map(Resource::physicalName)
                .toList();
    }

    private static Map<String, String> parameters(Template template, String stack) {
        return resource(template, stack).properties().path("Parameters").properties().stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().asText()));
    }

    private static FunctionDefinition function(Template template, String flow) {
        return Shipped.function(template, flow + FUNCTION);
    }

    private static JsonNode properties(Template template, String flow, String logicalId) {
        return Shipped.properties(template, flow + "/" + logicalId);
    }

    private static Resource resource(Template template, String logicalId) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no resource " + logicalId));
    }
}
