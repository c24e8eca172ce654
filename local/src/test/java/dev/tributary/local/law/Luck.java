package dev.tributary.local.law;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The dice of one run. What goes wrong is bounded, so that every run comes to its end; and it is counted. */
final class Luck {

    private final RandomGenerator random;
    private final Map<Event, Integer> events = new EnumMap<>(Event.class);
    private final int percent;
    private int misfortunesLeft;

    Luck(long seed) {
        this.random = new SplittableRandom(seed);
        this.percent = oneOf(0, 3, 8, 20, 40);
        this.misfortunesLeft = from(10, 120);
    }

    /** Whether something goes wrong here. */
    boolean strikes() {
        if (misfortunesLeft == 0 || !in100(percent)) {
            return false;
        }
        misfortunesLeft--;
        return true;
    }

    boolean in100(int percentage) {
        return random.nextInt(100) < percentage;
    }

    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    RandomGenerator random() {
        return random;
    }

    void saw(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    Map<Event, Integer> events() {
        return events;
    }
}
