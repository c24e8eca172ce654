package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;
import dev.tributary.record.Aggregate;
import dev.tributary.record.InvalidAggregateException;
import dev.tributary.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it is taken in: aggregates taken apart, and every record decoded, each inside its own try. It ends in front
 * of an aggregate whose records would be too many for one batch; what is from there on stays as it came. An aggregate that
 * decoding spoils is rejected here, as it came: none of its records may take effect while the batch is prepared.
 *
 * @param <D> a decoded record
 */
final class Intake<D> {

    /**
     * Records of aggregates that a batch may hold: as many as the largest single aggregate, so that the first one always
     * fits. Records that came alone are at most 10,000, and always fit.
     */
    static final int MAX_RECORDS = Aggregate.MAX_RECORDS;

    /** A record as it was decoded, or the reason why it was not. */
    record Decoded<D>(@Nullable D value, @Nullable Rejection rejection) {}

    private final RecordProcessor<D, ?> processor;
    private final List<SourceRecord> records;
    private final List<Decoded<D>> decoded;

    private Intake(RecordProcessor<D, ?> processor, int parents) {
        this.processor = processor;
        this.records = new ArrayList<>(parents);
        this.decoded = new ArrayList<>(parents);
    }

    static <D> Intake<D> of(List<SourceRecord> parents, RecordProcessor<D, ?> processor) {
        Intake<D> intake = new Intake<>(processor, parents.size());
        for (int i = 0; i < parents.size(); i++) {
            SourceRecord parent = parents.get(i);
            if (!Aggregate.is(parent)) {
                intake.add(parent, intake.decode(parent));
            } else if (!intake.takeApart(parent)) {
                intake.records.addAll(parents.subList(i, parents.size()));
                break;
            }
        }
        return intake;
    }

    /** The records, in order, and behind them the parents that were not taken in. */
    List<SourceRecord> records() {
        return records;
    }

    /** How each record was decoded that was taken in: the first of {@link #records()}. */
    List<Decoded<D>> decoded() {
        return decoded;
    }

    /** What could be decoded. */
    List<D> values() {
        List<D> values = new ArrayList<>(decoded.size());
        for (Decoded<D> one : decoded) {
            if (one.value() != null) {
                values.add(one.value());
            }
        }
        return values;
    }

    /** Takes in the records of an aggregate, or, if it is none that is sound, rejects it as it came; false if there is no room. */
    private boolean takeApart(SourceRecord parent) {
        List<SourceRecord> parts;
        try {
            parts = Aggregate.recordsOf(parent);
        } catch (InvalidAggregateException e) {
            add(parent, new Decoded<>(null, new Rejection("deaggregate", e.reason(), e.getMessage())));
            return true;
        } catch (RuntimeException e) {
            add(parent, new Decoded<>(null, UnexpectedError.rejection("deaggregate", e)));
            return true;
        }
        if (!records.isEmpty() && records.size() + parts.size() > MAX_RECORDS) {
            return false;
        }
        List<Decoded<D>> decodedParts = new ArrayList<>(parts.size());
        List<Rejection> rejections = new ArrayList<>();
        for (SourceRecord part : parts) {
            Decoded<D> how = decode(part);
            decodedParts.add(how);
            if (how.rejection() != null) {
                rejections.add(how.rejection());
            }
        }
        if (SpoiledAggregates.isSpoiled(rejections.size())) {
            add(parent, new Decoded<>(null, SpoiledAggregates.rejection(rejections, parts.size())));
        } else {
            records.addAll(parts);
            decoded.addAll(decodedParts);
        }
        return true;
    }

    private Decoded<D> decode(SourceRecord record) {
        try {
            return new Decoded<>(processor.decode(record), null);
        } catch (RejectedRecordException e) {
            return new Decoded<>(null, e.rejection());
        } catch (RuntimeException | StackOverflowError e) {
            return new Decoded<>(null, UnexpectedError.rejection("decode", e));
        }
    }

    private void add(SourceRecord record, Decoded<D> how) {
        records.add(record);
        decoded.add(how);
    }
}
