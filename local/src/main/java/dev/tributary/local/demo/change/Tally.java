package dev.tributary.local.demo.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** How often each of some things is there, against how often it must be. */
final class Tally<T> {

    private final Map<T, Integer> balance = new LinkedHashMap<>();

    void expect(T thing) {
        balance.merge(thing, -1, Integer::sum);
    }

    void find(T thing) {
        balance.merge(thing, 1, Integer::sum);
    }

    /** What is missing, and how many times. */
    void missing(ObjIntConsumer<T> receiver) {
        balance.forEach((thing, count) -> {
            if (count < 0) {
                receiver.accept(thing, -count);
            }
        });
    }

    /** What is there beyond what must be, and how many times. */
    void surplus(ObjIntConsumer<T> receiver) {
        balance.forEach((thing, count) -> {
            if (count > 0) {
                receiver.accept(thing, count);
            }
        });
    }
}
