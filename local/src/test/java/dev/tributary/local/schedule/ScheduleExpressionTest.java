package dev.tributary.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

    private static final String FORMS = "rate(value unit), as rate(1 hour), or cron(six fields), as cron(0 6 * * ? *)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minute)",
                "rate(1 hour)",
                "rate(1 day)",
                "rate(5 minutes)",
                "rate(24 hours)",
                "rate(7 days)",
                "cron(0 6 * * ? *)",
                "cron(0/15 * * * ? *)",
                "cron(*/5 * * * ? *)",
                "cron(0,30 8-17 ? * MON-FRI *)",
                "cron(0 10-16/2 ? JAN,mar-JUN,12 2-6 2026-2030)",
                "cron(15 10 L * ? *)",
                "cron(15 10 LW * ? *)",
                "cron(15 10 3W * ? 2026)",
                "cron(15 10 ? * 6L *)",
                "cron(15 10 ? * FRI#2 *)",
                "cron(0 0 31 12 ? 2199)"
            })
    void shouldTakeWhatTheServicesTake(String expression) {
        for (ScheduleType type : ScheduleType.values()) {
            assertThat(ScheduleExpression.problem(expression, type))
                    .as("%s", type)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(60 6 * * ? *)       | minutes 60 (expected: 0-59, with the wildcards of minutes)",
                "cron(? 6 * * ? *)        | minutes ? (expected: 0-59, with the wildcards of minutes)",
                "cron(0/0 6 * * ? *)      | minutes 0/0 (expected: 0-59, with the wildcards of minutes)",
                "cron(0/5/5 6 * * ? *)    | minutes 0/5/5 (expected: 0-59, with the wildcards of minutes)",
                "cron(0, 6 * * ? *)       | minutes 0, (expected: 0-59, with the wildcards of minutes)",
                "cron(0 24 * * ? *)       | hours 24 (expected: 0-23, with the wildcards of hours)",
                "cron(0 1-2-3 * * ? *)    | hours 1-2-3 (expected: 0-23, with the wildcards of hours)",
                "cron(0 -1 * * ? *)       | hours -1 (expected: 0-23, with the wildcards of hours)",
                "cron(0 6 0 * ? *)        | day-of-month 0 (expected: 1-31, with the wildcards of day-of-month)",
                "cron(0 6 32W * ? *)      | day-of-month 32W (expected: 1-31, with the wildcards of day-of-month)",
                "cron(0 6 * 13 ? *)       | month 13 (expected: 1-12 or JAN-DEC, with the wildcards of month)",
                "cron(0 6 * MAI ? *)      | month MAI (expected: 1-12 or JAN-DEC, with the wildcards of month)",
                "cron(0 6 ? * 0 *)        | day-of-week 0 (expected: 1-7 or SUN-SAT, with the wildcards of day-of-week)",
                "cron(0 6 ? * MON/2 *)    | day-of-week MON/2 (expected: 1-7 or SUN-SAT, with the wildcards of day-of-week)",
                "cron(0 6 ? * MON#6 *)    | day-of-week MON#6 (expected: 1-7 or SUN-SAT, with the wildcards of day-of-week)",
                "cron(0 6 * * ? 1969)     | year 1969 (expected: 1970-2199, with the wildcards of year)",
                "cron(0 6 * * ? 99999)    | year 99999 (expected: 1970-2199, with the wildcards of year)"
            })
    void shouldSayWhichFieldIsWrong(String expression, String problem) {
        assertThat(ScheduleExpression.problem(expression, ScheduleType.RULE)).hasValue(expression + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0 6 * * * *)", "cron(0 6 ? * ? *)", "cron(0 6 1 * MON *)"})
    void shouldTakeOneOfTheTwoKindsOfDays(String expression) {
        assertThat(ScheduleExpression.problem(expression, ScheduleType.RULE))
                .hasValue(expression + " (expected: ? in one of day-of-month and day-of-week, and not in both)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0 6 * * ?)", "cron(0 0 6 * * ? *)", "cron(0  6 * * ? *)", "cron()"})
    void shouldTakeSixFields(String expression) {
        assertThat(ScheduleExpression.problem(expression, ScheduleType.RULE))
                .hasValue(expression + " (expected: six fields, separated by a space: minutes, hours, day-of-month,"
                        + " month, day-of-week, year)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hourly",
                "rate(0 minutes)",
                "rate(-1 minutes)",
                "rate(1.5 hours)",
                "rate(5 seconds)",
                "rate(5  minutes)",
                "rate(5minutes)",
                "rate(5 minutes) ",
                "Rate(5 minutes)",
                "0 6 * * ? *"
            })
    void shouldTakeNothingElse(String expression) {
        assertThat(ScheduleExpression.problem(expression, ScheduleType.RULE))
                .hasValue(expression + " (expected: " + FORMS + ")");
    }

    @Test
    void shouldWantTheSingularOfOneForARuleAlone() {
        assertThat(ScheduleExpression.problem("rate(1 hours)", ScheduleType.RULE))
                .hasValue("rate(1 hours) (expected: a unit in the singular, since the value is 1)");
        assertThat(ScheduleExpression.problem("rate(1 hours)", ScheduleType.SCHEDULER))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ScheduleType.class)
    void shouldWantThePluralOfMore(ScheduleType type) {
        assertThat(ScheduleExpression.problem("rate(5 minute)", type))
                .hasValue("rate(5 minute) (expected: a unit in the plural, since the value is more than 1)");
    }

    @ParameterizedTest
    @EnumSource(ScheduleType.class)
    void shouldRefuseOneTimeByName(ScheduleType type) {
        assertThat(ScheduleExpression.problem("at(2026-03-01T10:00:00)", type))
                .hasValue("at(2026-03-01T10:00:00) (expected: " + FORMS + "; one time is not simulated)");
    }
}
