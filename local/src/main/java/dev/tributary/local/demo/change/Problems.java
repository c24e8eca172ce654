package dev.tributary.local.demo.change;

import dev.tributary.local.demo.account.Account;
import java.util.ArrayList;
import java.util.List;

/** What is not as it must be: all of it is counted, and the first things are kept in words. */
final class Problems {

    private final List<String> told = new ArrayList<>();
    private int lost;

    void add(String text) {
        if (told.size() < Account.PROBLEMS_TOLD) {
            told.add(text);
        }
    }

    /** Something that was sent, or must have come of it, and is nowhere. */
    void addLost(String text, int count) {
        lost += count;
        add(count == 1 ? text : text + " (" + count + " times)");
    }

    int lost() {
        return lost;
    }

    List<String> told() {
        return List.copyOf(told);
    }
}
