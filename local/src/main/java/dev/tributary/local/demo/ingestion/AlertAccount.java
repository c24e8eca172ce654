package dev.tributary.local.demo.ingestion;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tributary.local.demo.account.Account;
import dev.tributary.local.demo.account.Notice;
import dev.tributary.local.demo.ingestion.Expectations.ExpectedAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The account of what subscribers were told of a flow: each alert at least once, and none for nothing.
 *
 * @param alerted alerts that they were told
 * @param again messages beyond these
 * @param problems the first alerts that are missing or not expected, in words
 */
record AlertAccount(long alerted, long again, List<String> problems) implements Account {

    static AlertAccount account(List<ExpectedAlert> expected, List<Notice> notices) {
        List<String> problems = new ArrayList<>();
        Map<ExpectedAlert, Long> wanted = expected.stream().collect(groupingBy(alert -> alert, counting()));
        Map<ExpectedAlert, Long> told = new HashMap<>();
        for (Notice notice : notices) {
            wanted.keySet().stream()
                    .filter(alert -> tells(notice, alert))
                    .findFirst()
                    .ifPresentOrElse(
                            alert -> told.merge(alert, 1L, Long::sum),
                            () -> problems.add("subscribers were told for nothing: " + notice.text()));
        }
        long alerted = 0;
        for (Map.Entry<ExpectedAlert, Long> alert : wanted.entrySet()) {
            long heard = Math.min(told.getOrDefault(alert.getKey(), 0L), alert.getValue());
            alerted += heard;
            if (heard < alert.getValue()) {
                problems.add("subscribers were not told of " + alert.getKey().flag() + " of "
                        + alert.getKey().entity());
            }
        }
        long all = told.values().stream().mapToLong(count -> count).sum();
        return new AlertAccount(
                alerted, all - alerted, problems.stream().limit(PROBLEMS_TOLD).toList());
    }

    private static boolean tells(Notice notice, ExpectedAlert alert) {
        return notice.attribute("flag").equals(alert.flag())
                && notice.text().contains(alert.entity())
                && names(notice.text(), alert.amount());
    }

    /** Whether a text holds an amount; 0.50 is no 0.5 here, since each is another event's. */
    private static boolean names(String text, String amount) {
        return amount.isEmpty()
                || Pattern.compile("(?<![0-9.])" + Pattern.quote(amount) + "(?!\\.?[0-9])")
                        .matcher(text)
                        .find();
    }

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("alerts", alerted, "subscribers were told, at least once each"),
                new Count("told again", again, "messages that repeat one"));
    }
}
