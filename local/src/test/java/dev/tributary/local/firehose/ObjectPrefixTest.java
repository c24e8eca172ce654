package dev.tributary.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPrefixTest {

    private static final Instant OLDEST = Instant.parse("2026-12-31T23:59:59.999Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 2026/12/31/23/",
                "raw/ | raw/2026/12/31/23/",
                "y=!{timestamp:yyyy}/!{timestamp:MM-dd}/ | y=2026/12-31/",
                "!{timestamp:'hour='HH}$1/ | hour=23$1/"
            })
    void shouldEvaluateTimestampsInUtc(String prefix, String evaluated) {
        assertThat(ObjectPrefix.ofOutput(prefix).evaluate(OLDEST)).isEqualTo(evaluated);
    }

    @Test
    void shouldMakeANewRandomStringEachTime() {
        ObjectPrefix prefix = ObjectPrefix.ofOutput("!{firehose:random-string}/!{timestamp:HH}/");

        assertThat(prefix.evaluate(OLDEST)).matches("[a-z0-9]{11}/23/").isNotEqualTo(prefix.evaluate(OLDEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!{partitionKeyFromQuery:id}/ | !{partitionKeyFromQuery:id}/ (expected: timestamp:<pattern> or firehose:random-string in place of !{partitionKeyFromQuery:id})",
                "!{firehose:nothing} | !{firehose:nothing} (expected: timestamp:<pattern> or firehose:random-string in place of !{firehose:nothing})",
                "!{timestamp:pp} | !{timestamp:pp} (expected: a pattern of java.time.format.DateTimeFormatter in place of pp)",
                "a/!{timestamp | a/!{timestamp (expected: expressions as !{namespace:value})",
                "!{firehose:error-output-type}/ | !{firehose:error-output-type}/ (expected: timestamp:<pattern> or firehose:random-string in place of !{firehose:error-output-type})"
            })
    void shouldRefuseWhatIsNoExpression(String prefix, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectPrefix.ofOutput(prefix))
                .withMessage(message);
    }
}
