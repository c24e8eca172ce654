package dev.tributary.local.law;

import dev.tributary.batch.RejectLimit;
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
        this.percent = oneOf(2, 10, 30, 60, 80);
        this.misfortunesLeft = from(5, 150);
    }

    /**
     * Whether something goes wrong here.
     *
     * @param oneOf how much less often than where it goes wrong most
     */
    boolean strikes(int oneOf) {
        if (misfortunesLeft == 0 || random.nextInt(100 * oneOf) >= percent) {
            return false;
        }
        misfortunesLeft--;
        return true;
    }

    /**
     * When rejects are held back. Where nothing is given up, a batch that stays as it is must come through at last: it has to be
     * one that is split, down to a parent with fewer records than it takes to hold them back.
     */
    RejectLimit rejectLimit(boolean mayGiveUp, boolean splits) {
        if (in100(30) || !(mayGiveUp || splits)) {
            return RejectLimit.OFF;
        }
        int fewest = mayGiveUp ? 1 : Producer.MOST_PARTS + 1;
        return new RejectLimit(from(1, 99), from(fewest, fewest + 15));
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
