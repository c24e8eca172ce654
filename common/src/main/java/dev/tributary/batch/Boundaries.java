package dev.tributary.batch;

import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * Where a committed prefix may end. Records that were de-aggregated from one parent share its sequence number, which is
 * all that can be handed back, so that they are committed together or not at all.
 */
final class Boundaries {

    private Boundaries() {}

    /** Whether a prefix may end before the record at this index. */
    static boolean isAt(List<SourceRecord> records, int index) {
        return index == 0
                || index == records.size()
                || !records.get(index)
                        .id()
                        .hasSameParentAs(records.get(index - 1).id());
    }

    /** The longest prefix of at most {@code end} records that may end there. */
    static int cut(List<SourceRecord> records, int end) {
        int cut = end;
        while (!isAt(records, cut)) {
            cut--;
        }
        return cut;
    }
}
