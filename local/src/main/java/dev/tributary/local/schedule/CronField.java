package dev.tributary.local.schedule;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The fields of {@code cron(...)} in their order ("Cron expressions reference" in the Amazon EventBridge user guide): a list
 * of values, ranges and steps, and what only one of them knows.
 */
enum CronField {
    MINUTES("minutes", 0, 59, List.of(), "[*]"),
    HOURS("hours", 0, 23, List.of(), "[*]"),
    DAY_OF_MONTH("day-of-month", 1, 31, List.of(), "[*?]|L|LW|(0?[1-9]|[12]\\d|3[01])W"),
    MONTH(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            "[*]"),
    DAY_OF_WEEK(
            "day-of-week",
            1,
            7,
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
            "[*?]|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])"),
    YEAR("year", 1970, 2199, List.of(), "[*]");

    /** Says nothing of the day, where the other field of days does. */
    static final String ANY_DAY = "?";

    private static final int MOST_DIGITS = 4;

    private final String label;
    private final int least;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    private final Pattern alone;

    CronField(String label, int least, int most, List<String> names, String alone) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.names = names;
        this.alone = Pattern.compile(alone);
    }

    /** As the service's documentation calls it. */
    String label() {
        return label;
    }

    /** What the field may hold, for messages. */
    String expectation() {
        return least + "-" + most + (names.isEmpty() ? "" : " or " + names.get(0) + "-" + names.get(names.size() - 1))
                + ", with the wildcards of " + label;
    }

    boolean accepts(String field) {
        String upper = field.toUpperCase(Locale.ROOT);
        if (alone.matcher(upper).matches()) {
            return true;
        }
        for (String part : upper.split(",", -1)) {
            if (!isPart(part)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPart(String part) {
        String[] stepped = part.split("/", -1);
        if (stepped.length == 1) {
            return isValue(part) || isRange(part);
        }
        // The days of a week have no steps.
        return this != DAY_OF_WEEK
                && stepped.length == 2
                && (stepped[0].equals("*") || isValue(stepped[0]) || isRange(stepped[0]))
                && isWithin(stepped[1], 1, most);
    }

    private boolean isRange(String part) {
        String[] ends = part.split("-", -1);
        return ends.length == 2 && isValue(ends[0]) && isValue(ends[1]);
    }

    private boolean isValue(String text) {
        return names.contains(text) || isWithin(text, least, most);
    }

    private static boolean isWithin(String text, int least, int most) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int value = Integer.parseInt(text);
        return value >= least && value <= most;
    }
}
