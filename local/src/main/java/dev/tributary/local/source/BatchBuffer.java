package dev.tributary.local.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Gathers records into batches, which end by count, by payload size or when the batching window closes. */
final class BatchBuffer {

    private final Deque<BatchRecord> records = new ArrayDeque<>();
    private final EventForm form;
    private final int batchSize;
    private final Duration window;

    BatchBuffer(StreamMapping settings, EventForm form) {
        this.form = form;
        this.batchSize = settings.batchSize();
        this.window = Duration.ofSeconds(settings.maximumBatchingWindowInSeconds());
    }

    void add(BatchRecord record) {
        records.add(record);
    }

    int size() {
        return records.size();
    }

    /** How long until a batch is ready: nothing when one is. The buffer must hold a record. */
    Duration untilReady(Instant now) {
        if (records.size() >= batchSize || nextLength() < records.size()) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, records.getFirst().gatheredAt().plus(window));
        return left.isNegative() ? Duration.ZERO : left;
    }

    List<BatchRecord> take() {
        int length = nextLength();
        List<BatchRecord> batch = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            batch.add(records.remove());
        }
        return batch;
    }

    /** A record larger than a payload makes a batch by itself. */
    private int nextLength() {
        int length = 0;
        int bytes = form.frameBytes() - 1;
        for (BatchRecord record : records) {
            bytes += record.json().length + 1;
            if (length == batchSize || (length > 0 && bytes > EventForm.MAX_BYTES)) {
                break;
            }
            length++;
        }
        return length;
    }
}
