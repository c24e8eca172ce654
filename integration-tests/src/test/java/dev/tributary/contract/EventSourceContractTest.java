package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mapping binds its stream to its function in the way that the batch law asks for. */
class EventSourceContractTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_RECORD_AGE = 604_800;

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
            assertThat(event.properties().path("Stream").asText())
                    .isIn(arns("AWS::Kinesis::Stream", "arn:aws:kinesis:us-east-1:000000000000:stream/"));
            assertThat(event.properties()
                            .at("/DestinationConfig/OnFailure/Destination")
                            .asText())
                    .isIn(arns("AWS::S3::Bucket", "arn:aws:s3:::"));
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

        assertThat(mapped(template)).isNotEmpty().allSatisfy(function -> assertThat(function.events())
                .allSatisfy(event -> assertThat(event.properties()
                                .path("MaximumRecordAgeInSeconds")
                                .asInt())
                        .isEqualTo(Math.min(LONGEST_RECORD_AGE, hours * 3_600 / 2))));
    }

    @Test
    void shouldTakeARecordAgeOfOnesOwn() {
        Template template = Shipped.template(Map.of("MaximumRecordAgeSeconds", "3600"));

        assertThat(mapped(template)).isNotEmpty().allSatisfy(function -> assertThat(function.events())
                .allSatisfy(event -> assertThat(event.properties()
                                .path("MaximumRecordAgeInSeconds")
                                .asInt())
                        .isEqualTo(3_600)));
    }

    static List<?> retentions() throws IOException {
        Map<String, Object> parameter = Shipped.parameters().getOrDefault("RetentionHours", Map.of());
        return (List<?>) parameter.getOrDefault("AllowedValues", List.of());
    }

    private static List<FunctionDefinition> mapped(Template template) {
        return template.functions().stream()
                .filter(function -> !function.events().isEmpty())
                .toList();
    }

    private static List<String> arns(String type, String prefix) {
        return Shipped.resources(type).stream()
                .map(Resource::physicalName)
                .map(name -> prefix + name)
                .toList();
    }
}
