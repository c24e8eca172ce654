package dev.tributary.local.demo.change;

import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what is no change event with the dead letters: all of it must be there with its bytes, and nothing else. */
final class Letters {

    private final Set<String> broken;
    private final Map<String, StoredObject> raw;
    private final Problems problems;
    private final Tally<String> lines = new Tally<>();
    private int found;

    private Letters(Set<String> broken, List<StoredObject> raw, Problems problems) {
        this.broken = broken;
        this.raw = raw.stream().collect(toMap(StoredObject::uri, object -> object));
        this.problems = problems;
    }

    /**
     * Compares.
     *
     * @param broken the lines that are no change event
     * @return how many of what raw objects hold of them was found
     */
    static int check(ChangeFindings findings, Set<String> broken, Problems problems) {
        Letters letters = new Letters(broken, findings.raw(), problems);
        findings.raw().forEach(letters::expect);
        letters.distinct(findings.letters()).forEach(letters::find);
        letters.lines.missing((line, count) -> problems.addLost("in no dead letter: " + line, count));
        letters.lines.surplus((line, count) -> problems.add("in too many dead letters: " + line));
        return letters.found;
    }

    /** A letter may be sent again, under the same id. */
    private Collection<Letter> distinct(List<Letter> letters) {
        return letters.stream()
                .collect(toMap(Letter::id, letter -> letter, (one, again) -> one))
                .values();
    }

    private void expect(StoredObject object) {
        object.lines().stream().filter(broken::contains).forEach(line -> lines.expect(labelled(object.uri(), line)));
    }

    private void find(Letter letter) {
        StoredObject object = raw.get(letter.object());
        if (object == null || !Arrays.equals(letter.payload(), bytesAt(object, letter))) {
            problems.add(letter + " has other bytes than its place");
            return;
        }
        for (String line : StoredObject.linesOf(letter.payload())) {
            if (broken.contains(line)) {
                lines.find(labelled(letter.object(), line));
                found++;
            } else {
                problems.add(letter + " holds what is no broken piece");
            }
        }
    }

    private static byte[] bytesAt(StoredObject object, Letter letter) {
        int from = Math.max(0, letter.offset());
        return from > object.content().length || letter.length() < 0
                ? new byte[0]
                : Arrays.copyOfRange(object.content(), from, Math.min(object.content().length, from + letter.length()));
    }

    private static String labelled(String object, String line) {
        int length = line.getBytes(StandardCharsets.UTF_8).length;
        return length + " bytes of " + object + ", " + line.substring(0, Math.min(line.length(), 40));
    }
}
