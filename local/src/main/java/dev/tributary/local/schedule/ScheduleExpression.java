package dev.tributary.local.schedule;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What says when a schedule fires, {@code rate(...)} or {@code cron(...)}. It is checked and not followed: a schedule fires
 * every few seconds here.
 */
final class ScheduleExpression {

    /** For messages. */
    static final String EXPECTED = "rate(value unit), as rate(1 hour), or cron(six fields), as cron(0 6 * * ? *)";

    private static final Pattern RATE = Pattern.compile("rate\\(([1-9]\\d{0,8}) (minute|hour|day)(s?)\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((.*)\\)");

    private ScheduleExpression() {}

    /**
     * What is wrong with an expression; empty if the service takes it.
     *
     * @param type of schedule: EventBridge Scheduler also takes {@code rate(1 hours)}
     */
    static Optional<String> problem(String expression, ScheduleType type) {
        if (expression.startsWith("at(")) {
            return Optional.of(expression + " (expected: " + EXPECTED + "; one time is not simulated)");
        }
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            return rateProblem(
                    expression, rate.group(1).equals("1"), !rate.group(3).isEmpty(), type);
        }
        Matcher cron = CRON.matcher(expression);
        return cron.matches() ? cronProblem(expression, cron.group(1)) : Optional.of(wrong(expression, EXPECTED));
    }

    private static Optional<String> rateProblem(String expression, boolean isOne, boolean isPlural, ScheduleType type) {
        if (isOne && isPlural && type == ScheduleType.RULE) {
            return Optional.of(wrong(expression, "a unit in the singular, since the value is 1"));
        }
        return !isOne && !isPlural
                ? Optional.of(wrong(expression, "a unit in the plural, since the value is more than 1"))
                : Optional.empty();
    }

    private static Optional<String> cronProblem(String expression, String inner) {
        CronField[] fields = CronField.values();
        String[] given = inner.split(" ", -1);
        if (given.length != fields.length) {
            return Optional.of(wrong(
                    expression,
                    "six fields, separated by a space: minutes, hours, day-of-month," + " month, day-of-week, year"));
        }
        Map<CronField, String> values = new EnumMap<>(CronField.class);
        for (int i = 0; i < fields.length; i++) {
            values.put(fields[i], given[i]);
        }
        for (Map.Entry<CronField, String> entry : values.entrySet()) {
            CronField field = entry.getKey();
            String value = entry.getValue();
            if (!field.accepts(value)) {
                return Optional.of(wrong(expression + ": " + field.label() + " " + value, field.expectation()));
            }
        }
        boolean ofMonth = CronField.ANY_DAY.equals(values.get(CronField.DAY_OF_MONTH));
        boolean ofWeek = CronField.ANY_DAY.equals(values.get(CronField.DAY_OF_WEEK));
        return ofMonth == ofWeek
                ? Optional.of(wrong(expression, "? in one of day-of-month and day-of-week, and not in both"))
                : Optional.empty();
    }

    private static String wrong(String value, String expectation) {
        return value + " (expected: " + expectation + ")";
    }
}
