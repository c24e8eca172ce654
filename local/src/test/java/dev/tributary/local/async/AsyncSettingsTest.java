package dev.tributary.local.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncSettingsTest {

    @Test
    void shouldHaveLambdasDefaults() {
        assertThat(settings("{}")).isEqualTo(new AsyncSettings(2, Duration.ofHours(6), Optional.empty()));
    }

    @Test
    void shouldReadWhatATemplateGives() {
        assertThat(settings("""
                        {"MaximumRetryAttempts": "1", "MaximumEventAgeInSeconds": 60,
                         "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": "arn:aws:sqs:r:1:q"}}}"""))
                .isEqualTo(new AsyncSettings(1, Duration.ofMinutes(1), Optional.of("arn:aws:sqs:r:1:q")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"MaximumRetryAttempts\": 3} | MaximumRetryAttempts: 3 (expected: 0-2)",
                "{\"MaximumEventAgeInSeconds\": 59} | MaximumEventAgeInSeconds: 59 (expected: 60-21600)",
                "{\"MaximumEventAgeInSeconds\": 21601} | MaximumEventAgeInSeconds: 21601 (expected: 60-21600)",
                "{\"DestinationConfig\": {\"OnSuccess\": 1}} | OnSuccess: 1 (expected: absent, since it is not simulated)",
                "{\"DestinationConfig\": {\"OnFailure\": {}}} | Destination: missing (expected: the ARN of an S3 bucket or an SQS queue)",
                "{\"Unheard\": 1} | Unheard: 1 (expected: absent, since it is not simulated)"
            })
    void shouldRefuseByName(String config, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(config))
                .withMessage("Transform.EventInvokeConfig." + message);
    }

    private static AsyncSettings settings(String config) {
        return AsyncSettings.of("Transform", QueueFixture.json(config));
    }
}
