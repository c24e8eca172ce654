package dev.tributary.local.demo.account;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The account of what subscribers were told.
 *
 * @param notified records that they were told of
 * @param repeats the record id of each message beyond the first of a record
 * @param problems the first records that they were not told of, or told wrongly, in words
 */
public record NotificationAccount(int notified, List<String> repeats, List<String> problems) implements Account {

    /**
     * Compares what was sent with what was told.
     *
     * @param written the records with a line; of no other need anybody be told
     */
    public static NotificationAccount account(List<SentRecord> sent, Set<Position> written, List<Notice> notices) {
        List<String> repeats = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<Position, List<Notice>> told =
                notices.stream().collect(groupingBy(notice -> Position.parse(notice.attribute("recordId"))));
        told.forEach(
                (position, messages) -> messages.stream().skip(1).forEach(repeat -> repeats.add(position.toString())));
        int notified = 0;
        for (SentRecord record : sent) {
            List<Notice> messages = told.remove(record.position());
            if (messages != null) {
                notified++;
                messages.stream()
                        .map(notice -> notice.attribute("eventName"))
                        .filter(name -> !name.equals(record.event().kind().mark()))
                        .forEach(name -> problems.add(record.description() + " was told of as " + name));
            } else if (written.contains(record.position())) {
                problems.add(record.description() + " was not told of");
            }
        }
        told.keySet().forEach(position -> problems.add("record " + position + " was told of, and was never sent"));
        return new NotificationAccount(
                notified,
                List.copyOf(repeats),
                problems.stream().limit(PROBLEMS_TOLD).toList());
    }

    @Override
    public List<Count> counts() {
        return List.of(new Count("notified", notified, "told of, at least once each"), Count.of("repeated", repeats));
    }
}
