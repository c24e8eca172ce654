package dev.tributary.local.demo.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the lake keeps the order of each partition key of a shard, or of each item of a table: within an object line after line, and from object to
 * object, so that the key's records in one object are all before or all after those in another. Lines that are there
 * twice, or were never sent, are not its concern.
 */
public final class OrderCheck {

    /** What a stream keeps in order. */
    private record Key(String lane, String partitionKey) {

        @Override
        public String toString() {
            return partitionKey + " in " + lane;
        }
    }

    /** The records of a key in one object. */
    private record Stretch(String object, Position first, Position last) {}

    private final Map<Position, Key> keys = new HashMap<>();
    private final Map<Key, List<Stretch>> stretches = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private OrderCheck(List<SentRecord> sent) {
        sent.forEach(record -> keys.put(
                record.position(), new Key(record.lane(), record.event().partitionKey())));
    }

    /**
     * What is out of order, in words.
     *
     * @param objects the positions of each object's lines, in the order of the lines
     */
    public static List<String> problems(List<SentRecord> sent, Map<String, List<Position>> objects) {
        OrderCheck check = new OrderCheck(sent);
        objects.forEach(check::checkLines);
        check.stretches.forEach(check::checkObjects);
        return check.problems;
    }

    private void checkLines(String object, List<Position> lines) {
        Map<Key, Stretch> found = new HashMap<>();
        for (Position line : lines) {
            Key key = keys.get(line);
            if (key == null) {
                continue;
            }
            Stretch before = found.get(key);
            if (before == null) {
                found.put(key, new Stretch(object, line, line));
                continue;
            }
            if (isBefore(line, before.last())) {
                problems.add("record " + line + " of " + key + " stands after " + before.last() + " in " + object);
            }
            found.put(
                    key,
                    new Stretch(
                            object,
                            isBefore(line, before.first()) ? line : before.first(),
                            isBefore(line, before.last()) ? before.last() : line));
        }
        found.forEach((key, stretch) ->
                stretches.computeIfAbsent(key, any -> new ArrayList<>()).add(stretch));
    }

    private void checkObjects(Key key, List<Stretch> objects) {
        objects.sort(Comparator.comparing(Stretch::first, Position.ORDER));
        Stretch before = objects.get(0);
        for (Stretch next : objects.subList(1, objects.size())) {
            if (isBefore(next.first(), before.last())) {
                problems.add(
                        "records of " + key + " in " + next.object() + " belong among those in " + before.object());
            }
            before = isBefore(before.last(), next.last()) ? next : before;
        }
    }

    private static boolean isBefore(Position one, Position other) {
        return Position.ORDER.compare(one, other) < 0;
    }
}
