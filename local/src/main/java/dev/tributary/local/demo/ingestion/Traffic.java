package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that are sent together.
 *
 * @param way how; one at a time if {@link Way#SINGLE}
 */
record Traffic(Way way, List<ClientEvent> events) {

    /** What is sent in turn, most of it in batches. */
    private enum Share {
        FEW_SINGLE(Way.SINGLE, 4),
        SMALL_BATCH(Way.BATCH, 7),
        FEW_DIRECT(Way.DIRECT, 5),
        BATCH_OF_ONE(Way.BATCH, 1),
        MEDIUM_BATCH(Way.BATCH, 40),
        MORE_SINGLE(Way.SINGLE, 9),
        LARGE_BATCH(Way.BATCH, 130),
        ODD_BATCH(Way.BATCH, 23),
        MORE_DIRECT(Way.DIRECT, 15),
        FULL_BATCH(Way.BATCH, 500);

        private final Way way;
        private final int size;

        Share(Way way, int size) {
            this.way = way;
            this.size = size;
        }
    }

    /** Cuts events into what is sent together. */
    static List<Traffic> of(List<ClientEvent> events) {
        List<Traffic> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < events.size(); i++) {
            Share share = Share.values()[i % Share.values().length];
            int to = Math.min(from + share.size, events.size());
            all.add(new Traffic(share.way, events.subList(from, to)));
            from = to;
        }
        return all;
    }
}
