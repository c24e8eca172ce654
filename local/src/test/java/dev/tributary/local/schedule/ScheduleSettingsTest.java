package dev.tributary.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleSettingsTest {

    @Test
    void shouldReadARule() {
        assertThat(ScheduleFixture.settings(ScheduleType.RULE, """
                        Schedule: rate(1 hour), Name: hourly, Description: Scores., Enabled: true, Input: '{"full": true}',
                        RetryPolicy: {MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60}"""))
                .isEqualTo(new ScheduleSettings(ScheduleType.RULE, "hourly", true, Optional.of("{\"full\": true}")));
    }

    @Test
    void shouldReadAScheduleOfTheScheduler() {
        ScheduleSettings settings = ScheduleFixture.settings(
                ScheduleType.SCHEDULER,
                "ScheduleExpression: 'cron(0 6 * * ? *)', Name: daily, State: DISABLED, RoleArn: any, PermissionsBoundary: any");

        assertThat(settings).isEqualTo(new ScheduleSettings(ScheduleType.SCHEDULER, "daily", false, Optional.empty()));
        assertThat(settings.arn()).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/daily");
    }

    @Test
    void shouldNameThemAsSamDoesWhereTheTemplateIsSilent() {
        assertThat(ScheduleFixture.settings(ScheduleType.RULE, "Schedule: rate(1 hour)")
                        .arn())
                .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/tributary-Inference-ScoreRuns");
        assertThat(ScheduleFixture.settings(ScheduleType.SCHEDULER, "ScheduleExpression: rate(1 hour)")
                        .name())
                .isEqualTo("ScoreRuns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name: a                | true",
                "State: ENABLED         | true",
                "State: DISABLED        | false",
                "Enabled: true          | true",
                "Enabled: false         | false",
                "Enabled: 'false'       | false"
            })
    void shouldTellWhetherARuleFires(String properties, boolean enabled) {
        assertThat(ScheduleFixture.settings(ScheduleType.RULE, "Schedule: rate(1 hour), " + properties)
                        .enabled())
                .isEqualTo(enabled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name: a | Schedule: missing (expected: rate(value unit), as rate(1 hour), or cron(six fields), as cron(0 6 * * ? *))",
                "Schedule: rate(1 hours) | Schedule: rate(1 hours) (expected: a unit in the singular, since the value is 1)",
                "Schedule: at(2026-03-01T10:00:00) | Schedule: at(2026-03-01T10:00:00) (expected: rate(value unit), as rate(1 hour), or cron(six fields), as cron(0 6 * * ? *); one time is not simulated)",
                "Schedule: rate(1 hour), Name: a b | Name: \"a b\" (expected: 1-64 letters, digits, points, hyphens and underscores)",
                "Schedule: rate(1 hour), Description: [] | Description: [] (expected: text of at most 512 characters)",
                "Schedule: rate(1 hour), State: 'ON' | State: \"ON\" (expected: one of [ENABLED, DISABLED])",
                "Schedule: rate(1 hour), Enabled: perhaps | Enabled: \"perhaps\" (expected: true or false)",
                "Schedule: rate(1 hour), State: ENABLED, Enabled: true | Enabled: true (expected: absent, since there is a State)",
                "Schedule: rate(1 hour), Input: full | Input: \"full\" (expected: text that is JSON)",
                "Schedule: rate(1 hour), Input: '' | Input: \"\" (expected: text that is JSON)",
                "Schedule: rate(1 hour), Input: '{} {}' | Input: \"{} {}\" (expected: text that is JSON)",
                "Schedule: rate(1 hour), Input: {full: true} | Input: {\"full\":true} (expected: text that is JSON)",
                "Schedule: rate(1 hour), RetryPolicy: {MaximumRetryAttempts: 186} | RetryPolicy.MaximumRetryAttempts: 186 (expected: 0-185)",
                "Schedule: rate(1 hour), RetryPolicy: {MaximumEventAgeInSeconds: 59} | RetryPolicy.MaximumEventAgeInSeconds: 59 (expected: 60-86400)",
                "Schedule: rate(1 hour), RetryPolicy: {Other: 1} | RetryPolicy.Other: 1 (expected: absent, since it is not simulated)",
                "Schedule: rate(1 hour), DeadLetterConfig: {Type: SQS} | DeadLetterConfig: {\"Type\":\"SQS\"} (expected: absent, since it is not simulated)",
                "Schedule: rate(1 hour), RoleArn: any | RoleArn: \"any\" (expected: absent, since it is not simulated)"
            })
    void shouldRefuseByName(String properties, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduleFixture.settings(ScheduleType.RULE, properties))
                .withMessage("Inference/Score.Runs." + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FlexibleTimeWindow: {Mode: FLEXIBLE} | FlexibleTimeWindow: {\"Mode\":\"FLEXIBLE\"}",
                "ScheduleExpressionTimezone: Europe/Berlin | ScheduleExpressionTimezone: \"Europe/Berlin\"",
                "StartDate: tomorrow | StartDate: \"tomorrow\"",
                "EndDate: tomorrow | EndDate: \"tomorrow\"",
                "GroupName: group | GroupName: \"group\"",
                "Schedule: rate(1 hour) | Schedule: \"rate(1 hour)\"",
                "Enabled: true | Enabled: true"
            })
    void shouldRefuseWhatIsNotSimulatedOfTheScheduler(String property, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduleFixture.settings(
                        ScheduleType.SCHEDULER, "ScheduleExpression: rate(1 hour), " + property))
                .withMessage("Inference/Score.Runs." + found + " (expected: absent, since it is not simulated)");
    }

    @ParameterizedTest
    @EnumSource(ScheduleType.class)
    void shouldTellAllThatIsWrongAtOnce(ScheduleType type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduleFixture.settings(
                        type, type.expressionProperty() + ": never, Name: '', RetryPolicy: {MaximumRetryAttempts: -1}"))
                .withMessageContainingAll(
                        "." + type.expressionProperty() + ": never (", ".Name: \"\" (", "Attempts: -1 (");
    }
}
