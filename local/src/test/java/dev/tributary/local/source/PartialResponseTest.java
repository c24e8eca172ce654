package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.answer;
import static dev.tributary.local.source.LaneFixture.failedItems;
import static dev.tributary.local.source.LaneFixture.reporting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialResponseTest {

    private static LaneFixture answeringOnce(InvocationResult first) {
        boolean[] answered = {false};
        return LaneFixture.of(reporting(Map.of()), records -> {
            boolean again = answered[0];
            answered[0] = true;
            return again ? OK : first;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}",
                "{\"statusCode\":200}"
            })
    void shouldTakeAnAnswerThatNamesNothingAsSuccess(String payload) {
        LaneFixture fixture = answeringOnce(answer(payload)).deliver(3);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3));
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(1, 0, 3, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"99\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"},{\"itemIdentifier\":\"99\"}]}",
                "{\"batchItemFailures\":[{\"identifier\":\"2\"}]}",
                "{\"batchItemFailures\":[\"2\"]}",
                "{\"batchItemFailures\":\"2\"}",
                "[]",
                "\"done\"",
                "oops"
            })
    void shouldFailTheWholeBatchOnAnAnswerThatItCannotRead(String payload) {
        LaneFixture fixture = answeringOnce(answer(payload)).deliver(3);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3), List.of(1, 2, 3));
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(2, 1, 3, 0, 0));
    }

    @Test
    void shouldDeliverAgainFromTheLowestIdentifierIncludingWhatSucceededAfterIt() {
        LaneFixture fixture = answeringOnce(failedItems(4, 2)).deliver(5);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3, 4, 5), List.of(2, 3, 4, 5));
    }

    @Test
    void shouldCompareIdentifiersByTheirPlaceNotAsText() {
        LaneFixture fixture = answeringOnce(failedItems(10, 9)).deliver(11);

        assertThat(fixture.invocations.get(1)).containsExactly(9, 10, 11);
    }

    @Test
    void shouldIgnoreTheAnswerWithoutReportBatchItemFailures() {
        LaneFixture fixture =
                LaneFixture.of(Map.of(), records -> failedItems(1)).deliver(3);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3));
        assertThat(fixture.mapping.report().recordsDelivered()).isEqualTo(3);
    }
}
