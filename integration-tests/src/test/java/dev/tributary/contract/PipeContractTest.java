package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pipe binds its stream, its function and its target with every limit set, and may do no more than that takes. */
class PipeContractTest {

    private static final String HERE = "us-east-1:000000000000:";

    /** What Firehose takes in one call. A pipe calls once a batch, and does not call at all with more. */
    private static final int MOST_RECORDS_A_BATCH = 500;

    /** The time of one execution of a pipe, and what is to be left of it to deliver. */
    private static final int EXECUTION_SECONDS = 300;

    private static final int LEFT_TO_DELIVER_SECONDS = 60;
    private static final int LONGEST_RECORD_AGE = 604_800;

    @Test
    void shouldSetEveryLimit() {
        assertThat(limits(Map.of()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "StartingPosition",
                        "BatchSize",
                        "MaximumBatchingWindowInSeconds",
                        "ParallelizationFactor",
                        "OnPartialBatchItemFailure",
                        "MaximumRetryAttempts",
                        "MaximumRecordAgeInSeconds",
                        "DeadLetterConfig");
        assertThat(limits(Map.of()).path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
        assertThat(limits(Map.of()).path("OnPartialBatchItemFailure").asText()).isEqualTo("AUTOMATIC_BISECT");
        assertThat(limits(Map.of()).path("MaximumRetryAttempts").asInt()).isEqualTo(-1);
    }

    @Test
    void shouldTakeNoLargerBatchThanItsTarget() throws IOException {
        assertThat(Shipped.parameters().getOrDefault("PipeBatchSize", Map.of()))
                .containsEntry("Default", MOST_RECORDS_A_BATCH)
                .containsEntry("MaxValue", MOST_RECORDS_A_BATCH);
    }

    @Test
    void shouldLeaveTimeToDeliver() throws IOException {
        assertThat(Shipped.parameters().getOrDefault("PipeFunctionTimeout", Map.of()))
                .containsEntry("MaxValue", EXECUTION_SECONDS - LEFT_TO_DELIVER_SECONDS);
    }

    @ParameterizedTest
    @MethodSource("retentions")
    void shouldGiveRecordsUpAtHalfOfTheRetention(int hours) {
        assertThat(limits(Map.of("PipeRetentionHours", Integer.toString(hours)))
                        .path("MaximumRecordAgeInSeconds")
                        .asInt())
                .isEqualTo(Math.min(LONGEST_RECORD_AGE, hours * 3_600 / 2));
    }

    @Test
    void shouldTakeARecordAgeOfOnesOwn() {
        assertThat(limits(Map.of("PipeMaximumRecordAgeSeconds", "3600"))
                        .path("MaximumRecordAgeInSeconds")
                        .asInt())
                .isEqualTo(3_600);
    }

    /** A function that nothing else invokes, by its alias; and a queue that has no dead letters of functions in it. */
    @Test
    void shouldBindWhatIsMadeForIt() {
        JsonNode pipe = pipe(Map.of()).properties();
        FunctionDefinition function = Shipped.functions().stream()
                .filter(one -> one.events().isEmpty())
                .findFirst()
                .orElseThrow();

        assertThat(pipe.path("Source").asText()).isIn(arns("AWS::Kinesis::Stream", "kinesis", "stream/"));
        assertThat(pipe.path("Enrichment").asText())
                .isEqualTo("arn:aws:lambda:" + HERE + "function:" + function.name() + ":live");
        assertThat(pipe.path("Target").asText())
                .isIn(arns("AWS::KinesisFirehose::DeliveryStream", "firehose", "deliverystream/"));
        assertThat(queue(pipe))
                .isIn(arns("AWS::SQS::Queue", "sqs", ""))
                .doesNotEndWith(function.environment()
                        .getOrDefault("DEAD_LETTER_QUEUE_URL", "")
                        .replaceFirst(".*/", ":"));
    }

    @Test
    void shouldAllowWhatThePipeDoesAndNothingMore() {
        JsonNode pipe = pipe(Map.of()).properties();
        String stream = pipe.path("Source").asText();
        String log = pipe.at("/LogConfiguration/CloudwatchLogsLogDestination/LogGroupArn")
                .asText();
        String key = Shipped.properties(Shipped.template(), "ProductEventStream")
                .at("/StreamEncryption/KeyId")
                .asText();

        assertThat(Grants.of(role()))
                .containsExactlyInAnyOrder(
                        Grants.grant("kinesis:DescribeStream", stream),
                        Grants.grant("kinesis:DescribeStreamSummary", stream),
                        Grants.grant("kinesis:GetRecords", stream),
                        Grants.grant("kinesis:GetShardIterator", stream),
                        Grants.grant("kinesis:ListShards", stream),
                        Grants.grant(
                                "lambda:InvokeFunction", pipe.path("Enrichment").asText()),
                        Grants.grant(
                                "firehose:PutRecordBatch", pipe.path("Target").asText()),
                        Grants.grant("sqs:SendMessage", queue(pipe)),
                        Grants.grant("kms:Decrypt", key),
                        Grants.grant("kms:GenerateDataKey", key),
                        Grants.grant("logs:CreateLogStream", log),
                        Grants.grant("logs:PutLogEvents", log));
        assertThat(Grants.keyServices(role())).isEqualTo(Set.of("kinesis", "sqs"));
    }

    @Test
    void shouldLendTheRoleToThisPipeAlone() {
        JsonNode statements = role().at("/AssumeRolePolicyDocument/Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Principal").toString()).isEqualTo("{\"Service\":\"pipes.amazonaws.com\"}");
        assertThat(statements.get(0).at("/Condition/StringEquals/aws:SourceArn").asText())
                .isEqualTo("arn:aws:pipes:" + HERE + "pipe/" + pipe(Map.of()).physicalName());
    }

    @Test
    void shouldLogErrorsWithoutTheEvents() {
        JsonNode log = pipe(Map.of()).properties().path("LogConfiguration");

        assertThat(log.path("Level").asText()).isEqualTo("ERROR");
        assertThat(log.has("IncludeExecutionData")).isFalse();
    }

    /** CloudWatch Logs opens a key for the log groups that the key's policy names, and for no others. */
    @Test
    void shouldLetTheLogServiceEncryptEveryLogGroup() {
        assertThat(Shipped.resources("AWS::Logs::LogGroup")).isNotEmpty().allSatisfy(group -> assertThat(
                        opened(group.properties().path("KmsKeyId").asText()))
                .anyMatch(("arn:aws:logs:" + HERE + "log-group:" + group.physicalName())::matches));
    }

    private static List<String> opened(String keyArn) {
        return Shipped.resources("AWS::KMS::Key").stream()
                .filter(key -> keyArn.endsWith(":key/" + key.physicalName()))
                .map(key -> key.properties()
                        .at("/KeyPolicy/Statement/1/Condition/ArnLike/kms:EncryptionContext:aws:logs:arn"))
                .flatMap(groups -> Grants.texts(groups).stream())
                .map(pattern -> pattern.replace("*", ".*"))
                .toList();
    }

    static List<?> retentions() throws IOException {
        Map<String, Object> parameter = Shipped.parameters().getOrDefault("PipeRetentionHours", Map.of());
        return (List<?>) parameter.getOrDefault("AllowedValues", List.of());
    }

    private static Resource pipe(Map<String, String> parameters) {
        return Shipped.template(parameters).resources().stream()
                .filter(resource -> resource.type().equals("AWS::Pipes::Pipe"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode limits(Map<String, String> parameters) {
        return pipe(parameters).properties().at("/SourceParameters/KinesisStreamParameters");
    }

    private static String queue(JsonNode pipe) {
        return pipe.at("/SourceParameters/KinesisStreamParameters/DeadLetterConfig/Arn")
                .asText();
    }

    private static JsonNode role() {
        return Shipped.properties(Shipped.template(), "ProductEventsPipeRole");
    }

    private static Set<String> arns(String type, String service, String prefix) {
        Set<String> arns = new TreeSet<>();
        Shipped.resources(type)
                .forEach(one -> arns.add("arn:aws:" + service + ":" + HERE + prefix + one.physicalName()));
        return arns;
    }
}
