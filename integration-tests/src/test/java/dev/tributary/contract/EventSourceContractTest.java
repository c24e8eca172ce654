package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.FunctionDefinition.Event;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mapping binds its stream to its function in the way that the batch law asks for. */
class EventSourceContractTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_RECORD_AGE = 604_800;

    /** A table's stream keeps its records for a day. */
    private static final int HALF_A_DAY = 43_200;

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldBeSettingsThatLambdaTakes(FunctionDefinition function) {
        assertThat(function.events())
                .isNotEmpty()
                .allSatisfy(event -> StreamMapping.fromProperties(
                        MAPPER.convertValue(event.properties(), new TypeReference<Map<String, Object>>() {})));
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldReportPartialFailuresAndSplitWhatFails(FunctionDefinition function) {
        assertThat(function.events()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.properties().path("FunctionResponseTypes"))
                    .extracting(JsonNode::asText)
                    .containsExactly("ReportBatchItemFailures");
            assertThat(event.properties().path("BisectBatchOnFunctionError").isBoolean())
                    .isTrue();
            assertThat(event.properties().path("BisectBatchOnFunctionError").booleanValue())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldReadAStreamOfTheTemplateAndKeepWhatIsGivenUpInABucketOfIt(FunctionDefinition function) {
        assertThat(function.events()).isNotEmpty().allSatisfy(event -> {
            assertThat(Shipped.streamOf(event.properties().path("Stream").asText()))
                    .isIn(streams(event.type()));
            assertThat(event.properties()
                            .at("/DestinationConfig/OnFailure/Destination")
                            .asText())
                    .isIn(arns("AWS::S3::Bucket", "arn:aws:s3:::"));
        });
    }

    /** Half of what the trail records cannot be told without both images. */
    @Test
    void shouldStreamBothImagesOfTheTablesThatAFunctionReads() {
        List<String> read = ofType("DynamoDB", Shipped.template(), false)
                .map(event -> event.properties().path("Stream").asText())
                .toList();

        assertThat(Shipped.resources("AWS::DynamoDB::Table"))
                .filteredOn(table -> table.properties().has("StreamSpecification"))
                .hasSameSizeAs(read)
                .allSatisfy(table -> {
                    assertThat(table.properties()
                                    .at("/StreamSpecification/StreamViewType")
                                    .asText())
                            .isEqualTo("NEW_AND_OLD_IMAGES");
                    assertThat(read).anyMatch(arn -> arn.contains(":table/" + table.physicalName() + "/stream/"));
                });
    }

    /** SAM binds a function's own sources to its alias, if it has one; a mapping beside the function would not follow. */
    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldInvokeTheAliasWhoseVersionsStartFromSnapshots(FunctionDefinition function) {
        JsonNode properties = Shipped.properties(Shipped.template(), function.logicalId());

        assertThat(properties.path("AutoPublishAlias").asText()).isEqualTo("live");
        assertThat(properties.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(Shipped.resources("AWS::Lambda::EventSourceMapping")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("retentions")
    void shouldGiveRecordsUpAtHalfOfTheRetention(int hours) {
        Template template = Shipped.template(Map.of("RetentionHours", Integer.toString(hours)));

        assertThat(ofType("Kinesis", template, false).map(EventSourceContractTest::recordAge))
                .isNotEmpty()
                .containsOnly(Math.min(LONGEST_RECORD_AGE, hours * 3_600 / 2));
        assertThat(ofType("DynamoDB", template, false).map(EventSourceContractTest::recordAge))
                .isNotEmpty()
                .containsOnly(HALF_A_DAY);
    }

    @Test
    void shouldTakeARecordAgeOfOnesOwn() {
        Template template =
                Shipped.template(Map.of("MaximumRecordAgeSeconds", "3600", "AuditMaximumRecordAgeSeconds", "3600"));

        assertThat(ofType("Kinesis", template, false).map(EventSourceContractTest::recordAge))
                .isNotEmpty()
                .containsOnly(3_600);
        assertThat(ofType("DynamoDB", template, false).map(EventSourceContractTest::recordAge))
                .isNotEmpty()
                .containsOnly(3_600);
    }

    static List<?> retentions() throws IOException {
        Map<String, Object> parameter = Shipped.parameters().getOrDefault("RetentionHours", Map.of());
        return (List<?>) parameter.getOrDefault("AllowedValues", List.of());
    }

    /** The events of nested functions, or of the others: the former have retentions of their own. */
    private static Stream<Event> ofType(String type, Template template, boolean nested) {
        return template.functions().stream()
                .filter(function -> Shipped.isNested(function.logicalId()) == nested)
                .flatMap(function -> function.events().stream())
                .filter(event -> event.type().equals(type));
    }

    private static int recordAge(Event event) {
        return event.properties().path("MaximumRecordAgeInSeconds").asInt();
    }

    private static List<String> streams(String type) {
        return type.equals("Kinesis")
                ? arns("AWS::Kinesis::Stream", "arn:aws:kinesis:us-east-1:000000000000:stream/")
                : Shipped.resources("AWS::DynamoDB::Table").stream()
                        .map(table -> "arn:aws:dynamodb:us-east-1:000000000000:table/" + table.physicalName()
                                + "/stream/1970-01-01T00:00:00.000")
                        .toList();
    }

    private static List<String> arns(String type, String prefix) {
        return Shipped.resources(type).stream()
                .map(Resource::physicalName)
                .map(name -> prefix + name)
                .toList();
    }
}
