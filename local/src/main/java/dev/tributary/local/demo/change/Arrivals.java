package dev.tributary.local.demo.change;

import static java.util.stream.Collectors.toSet;

import dev.tributary.local.capture.CapturedChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what was sent with what Firehose delivered, which delivers at least once. */
final class Arrivals {

    private static final int SHOWN = 60;

    private Arrivals() {}

    static void check(SentChanges sent, List<StoredObject> raw, Problems problems) {
        Tally<String> lines = new Tally<>();
        Stream.of(sent.captured().debezium(), sent.captured().dms(), sent.broken())
                .flatMap(List::stream)
                .filter(change -> change.value().length > 0)
                .forEach(change -> lines.expect(line(change)));
        Set<String> known = Stream.of(
                        sent.captured().debezium(), sent.captured().dms(), sent.broken())
                .flatMap(List::stream)
                .map(Arrivals::line)
                .collect(toSet());
        raw.stream().flatMap(object -> object.lines().stream()).forEach(line -> {
            lines.find(line);
            if (!known.contains(line)) {
                problems.add("a raw object holds what was never sent: " + shown(line));
            }
        });
        lines.missing((line, count) -> problems.addLost("in no raw object: " + shown(line), count));
    }

    private static String line(CapturedChange change) {
        return new String(change.value(), StandardCharsets.UTF_8).strip();
    }

    private static String shown(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
