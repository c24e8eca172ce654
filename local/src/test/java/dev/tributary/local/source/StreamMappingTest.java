package dev.tributary.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamMappingTest {

    @Test
    void shouldHaveLambdasDefaults() {
        StreamMapping mapping = StreamMapping.fromProperties(Map.of("StartingPosition", "LATEST"));

        assertThat(mapping)
                .isEqualTo(new StreamMapping(
                        100, 0, -1, -1, 1, false, false, new StartingPosition.Latest(), FilterCriteria.NONE));
    }

    @Test
    void shouldReadEveryProperty() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "BatchSize",
                "1000",
                "MaximumBatchingWindowInSeconds",
                5,
                "MaximumRetryAttempts",
                3,
                "MaximumRecordAgeInSeconds",
                3600,
                "ParallelizationFactor",
                10,
                "BisectBatchOnFunctionError",
                true,
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures"),
                "StartingPosition",
                "AT_TIMESTAMP",
                "StartingPositionTimestamp",
                1772359200.5));

        StreamMapping mapping = StreamMapping.fromProperties(properties);

        assertThat(mapping)
                .isEqualTo(new StreamMapping(
                        1000,
                        5,
                        3,
                        3600,
                        10,
                        true,
                        true,
                        new StartingPosition.AtTimestamp(Instant.parse("2026-03-01T10:00:00.500Z")),
                        FilterCriteria.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchSize | 0 | BatchSize: 0 (expected: 1-10000)",
                "BatchSize | 10001 | BatchSize: 10001 (expected: 1-10000)",
                "BatchSize | many | BatchSize: many (expected: an integer)",
                "BatchSize | 1.5 | BatchSize: 1.5 (expected: an integer)",
                "MaximumBatchingWindowInSeconds | -1 | MaximumBatchingWindowInSeconds: -1 (expected: 0-300)",
                "MaximumBatchingWindowInSeconds | 301 | MaximumBatchingWindowInSeconds: 301 (expected: 0-300)",
                "MaximumRetryAttempts | -2 | MaximumRetryAttempts: -2 (expected: 0-10000, or -1 for ever)",
                "MaximumRetryAttempts | 10001 | MaximumRetryAttempts: 10001 (expected: 0-10000, or -1 for ever)",
                "MaximumRecordAgeInSeconds | 59 | MaximumRecordAgeInSeconds: 59 (expected: 60-604800, or -1 for ever)",
                "MaximumRecordAgeInSeconds | -2 | MaximumRecordAgeInSeconds: -2 (expected: 60-604800, or -1 for ever)",
                "MaximumRecordAgeInSeconds | 604801 | MaximumRecordAgeInSeconds: 604801 (expected: 60-604800, or -1 for ever)",
                "ParallelizationFactor | 0 | ParallelizationFactor: 0 (expected: 1-10)",
                "ParallelizationFactor | 11 | ParallelizationFactor: 11 (expected: 1-10)",
                "BisectBatchOnFunctionError | yes | BisectBatchOnFunctionError: yes (expected: true or false)",
                "StartingPosition | NOW | StartingPosition: NOW (expected: TRIM_HORIZON, LATEST or AT_TIMESTAMP)",
                "StartingPosition | AT_TIMESTAMP | StartingPositionTimestamp: null (expected: seconds since 1970)",
                "FunctionResponseTypes | Report | FunctionResponseTypes: Report (expected: [ReportBatchItemFailures])",
                "TumblingWindowInSeconds | 30 | TumblingWindowInSeconds: 30 (expected: 0; tumbling windows are not simulated)"
            })
    void shouldRefuseAValueByNameAndRange(String name, String value, String message) {
        Map<String, Object> properties = new HashMap<>(Map.of("StartingPosition", "LATEST"));
        properties.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamMapping.fromProperties(properties))
                .withMessage(message);
    }

    @Test
    void shouldNameAllErrorsAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamMapping.fromProperties(Map.of(
                        "BatchSize",
                        0,
                        "ParallelizationFactor",
                        "two",
                        "FilterCriteria",
                        Map.of("Filters", List.of(Map.of("Pattern", "{"))))))
                .withMessageContainingAll(
                        "BatchSize: 0", "ParallelizationFactor: two", "StartingPosition: null", "FilterCriteria: {");
    }

    @Test
    void shouldRefuseAFilterThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamMapping.fromProperties(
                        Map.of("StartingPosition", "LATEST", "FilterCriteria", List.of("x"))))
                .withMessage("FilterCriteria: [x] (expected: {Filters: [{Pattern: <JSON text>}]})");
    }

    @Test
    void shouldRefuseWhatIsNoStream() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MappingIdentity(
                        LaneFixture.IDENTITY.id(), "arn:aws:sqs:eu-west-1:123456789012:clicks", "f", "r"))
                .withMessageStartingWith("EventSourceArn: arn:aws:sqs");
    }
}
