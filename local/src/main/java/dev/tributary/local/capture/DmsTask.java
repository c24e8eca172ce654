package dev.tributary.local.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * What a task of DMS reads.
 *
 * @param load the table that it makes, and the rows that were there
 * @param changes what happened since, in the order of commits
 */
record DmsTask(List<CapturedChange> load, List<CapturedChange> changes) {

    /** Changes that a restart tells again. */
    private static final int STRETCH = 40;

    /** What it sends when it was restarted twice: it does not know to the last change how far it was. */
    List<CapturedChange> sent() {
        int first = changes.size() / 2;
        int second = changes.size() * 4 / 5;
        List<CapturedChange> sent = new ArrayList<>(load);
        sent.addAll(changes.subList(0, first));
        sent.addAll(changes.subList(Math.max(0, first - STRETCH), second));
        sent.addAll(changes.subList(Math.max(0, second - STRETCH), changes.size()));
        return sent;
    }
}
