package dev.tributary.local.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.source.FilterCriteria;
import dev.tributary.local.source.StreamMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipeDefinitionTest {

    private static final String START = "StartingPosition: TRIM_HORIZON";

    private static PipeDefinition pipe(String yaml) {
        return PipeDefinition.of(DeliveryFixture.resource(PipeDefinition.RESOURCE_TYPE, "ProductEvents", yaml));
    }

    @Test
    void shouldReadEverySetting() {
        PipeDefinition pipe = pipe(PipeFixture.yaml("BatchSize: 200, MaximumBatchingWindowInSeconds: 5,"
                + " MaximumRetryAttempts: 7, MaximumRecordAgeInSeconds: 3600, ParallelizationFactor: 2,"
                + " OnPartialBatchItemFailure: AUTOMATIC_BISECT, StartingPosition: LATEST,"
                + " DeadLetterConfig: {Arn: arn:aws:sqs:us-east-1:000000000000:letters}"));

        assertThat(pipe.name()).isEqualTo("productevents");
        assertThat(pipe.deadLetterArn()).contains("arn:aws:sqs:us-east-1:000000000000:letters");
        StreamMapping settings = pipe.settings();
        assertThat(settings.batchSize()).isEqualTo(200);
        assertThat(settings.maximumBatchingWindowInSeconds()).isEqualTo(5);
        assertThat(settings.maximumRetryAttempts()).isEqualTo(7);
        assertThat(settings.maximumRecordAgeInSeconds()).isEqualTo(3_600);
        assertThat(settings.parallelizationFactor()).isEqualTo(2);
        assertThat(settings.bisectBatchOnFunctionError()).isTrue();
        assertThat(settings.reportBatchItemFailures()).isFalse();
    }

    @Test
    void shouldHavePipesDefaults() {
        PipeDefinition pipe = pipe(PipeFixture.yaml(START));

        assertThat(pipe.deadLetterArn()).isEmpty();
        assertThat(pipe.settings().batchSize()).isEqualTo(100);
        assertThat(pipe.settings().maximumRetryAttempts()).isEqualTo(StreamMapping.FOREVER);
        assertThat(pipe.settings().bisectBatchOnFunctionError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchSize: 501 | BatchSize: 501 (expected: 1-500)",
                "MaximumRetryAttempts: -2 | MaximumRetryAttempts: -2 (expected: 0-10000, or -1 for ever)",
                "OnPartialBatchItemFailure: RETRY | OnPartialBatchItemFailure: RETRY (expected: AUTOMATIC_BISECT)",
                "BisectBatchOnFunctionError: true | BisectBatchOnFunctionError: true (expected: absent, since it is not simulated)",
                "DeadLetterConfig: {Arn: 'arn:aws:sns:us-east-1:000000000000:t'} | Arn: arn:aws:sns:us-east-1:000000000000:t (expected: the ARN of an SQS queue, which alone is simulated)"
            })
    void shouldRefuseASettingByNameAndRange(String setting, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipe(PipeFixture.yaml(START + ", " + setting)))
                .withMessage("ProductEvents." + message);
    }

    @Test
    void shouldRefuseWhatIsNotSimulatedAllAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipe("""
                        Source: arn:aws:sqs:us-east-1:000000000000:queue
                        SourceParameters: {SqsQueueParameters: {BatchSize: 1}}
                        EnrichmentParameters: {InputTemplate: "<$.data>"}
                        Target: arn:aws:sns:us-east-1:000000000000:topic
                        TargetParameters: {InputTemplate: "<$.data>"}
                        DesiredState: STOPPED
                        """))
                .withMessageContainingAll(
                        "ProductEvents.Source: arn:aws:sqs:us-east-1:000000000000:queue (expected: the ARN of a Kinesis stream",
                        "ProductEvents.SqsQueueParameters: {\"BatchSize\":1} (expected: absent",
                        "ProductEvents.EnrichmentParameters: {\"InputTemplate\":\"<$.data>\"} (expected: absent",
                        "ProductEvents.Enrichment: missing (expected: the ARN of a Lambda function)",
                        "ProductEvents.Target: arn:aws:sns:us-east-1:000000000000:topic (expected: the ARN of a Firehose",
                        "ProductEvents.TargetParameters: ",
                        "ProductEvents.DesiredState: STOPPED (expected: RUNNING)",
                        "ProductEvents.StartingPosition: null");
    }

    @Test
    void shouldReadFilters() {
        String filters = "FilterCriteria: {Filters: [{Pattern: '{\"partitionKey\":[\"a\"]}'}]}";
        String yaml = PipeFixture.yaml(START).replace("SourceParameters: {", "SourceParameters: {" + filters + ", ");

        assertThat(pipe(yaml).settings().filters()).isNotSameAs(FilterCriteria.NONE);
    }
}
