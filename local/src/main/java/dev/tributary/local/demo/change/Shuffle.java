package dev.tributary.local.demo.change;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Lets several sources send at once, each in its own order. */
final class Shuffle {

    private Shuffle() {}

    static <T> List<T> of(List<List<T>> sources, SplittableRandom random) {
        List<Iterator<T>> left = sources.stream().map(List::iterator).toList();
        List<Integer> turns = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            for (int i = 0; i < sources.get(source).size(); i++) {
                turns.add(source);
            }
        }
        List<T> shuffled = new ArrayList<>(turns.size());
        // Any of the turns that are left, so that the sources end about together.
        for (int end = turns.size(); end > 0; end--) {
            int drawn = random.nextInt(end);
            shuffled.add(left.get(turns.get(drawn)).next());
            turns.set(drawn, turns.get(end - 1));
        }
        return shuffled;
    }
}
