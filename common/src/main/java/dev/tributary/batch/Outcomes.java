package dev.tributary.batch;

import dev.tributary.batch.BatchReport.Counts;
import java.util.ArrayList;
import java.util.List;

/** What a committed prefix of outcomes comes to. */
final class Outcomes {

    private Outcomes() {}

    /** The lines of the records that succeeded, in their order. */
    static List<byte[]> lines(List<Outcome> prefix) {
        List<byte[]> lines = new ArrayList<>(prefix.size());
        for (Outcome outcome : prefix) {
            if (outcome instanceof Outcome.Success success) {
                lines.add(success.line());
            }
        }
        return lines;
    }

    static Counts counts(List<Outcome> prefix, long bytesWritten) {
        int succeeded = 0;
        int skipped = 0;
        for (Outcome outcome : prefix) {
            if (outcome instanceof Outcome.Success) {
                succeeded++;
            } else if (outcome instanceof Outcome.Skip) {
                skipped++;
            }
        }
        return new Counts(succeeded, skipped, prefix.size() - succeeded - skipped, bytesWritten);
    }

    /** How many of them reject their record. */
    static int rejected(List<Outcome> outcomes) {
        int rejected = 0;
        for (Outcome outcome : outcomes) {
            rejected += outcome instanceof Outcome.Reject ? 1 : 0;
        }
        return rejected;
    }
}
