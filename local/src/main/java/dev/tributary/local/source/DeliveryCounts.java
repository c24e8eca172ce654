package dev.tributary.local.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts what all lanes of a mapping do. */
final class DeliveryCounts {

    private final LongAdder invocations = new LongAdder();
    private final LongAdder retriedInvocations = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder filtered = new LongAdder();

    void invoked(boolean again) {
        invocations.increment();
        if (again) {
            retriedInvocations.increment();
        }
    }

    void delivered(int records) {
        delivered.add(records);
    }

    void givenUp(int records) {
        givenUp.add(records);
    }

    void filtered() {
        filtered.increment();
    }

    MappingReport snapshot() {
        return new MappingReport(
                invocations.sum(), retriedInvocations.sum(), delivered.sum(), givenUp.sum(), filtered.sum());
    }
}
