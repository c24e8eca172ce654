package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.batch.UnexpectedError;
import dev.tributary.change.ChangeEvent;
import dev.tributary.change.ChangeReader;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.ChangeRows;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LogicalMessage;
import dev.tributary.change.Provenance;
import dev.tributary.change.RowChange;
import dev.tributary.change.SchemaChange;
import dev.tributary.change.Truncation;
import dev.tributary.deadletter.Rejection;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.JsonPiece;
import dev.tributary.quality.RowCheck;
import dev.tributary.quality.TableContract;
import dev.tributary.quality.TableContracts;
import dev.tributary.quality.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sorts the values of one raw object into what is written of each table. */
final class RowSorter {

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final ChangeReader changes;
    private final TableContracts contracts;
    private final RowCheck check;
    private final TableOutputs outputs;
    private final RepeatedChanges repeats = new RepeatedChanges();
    private final Counts counts;

    RowSorter(ChangeReader changes, TableContracts contracts, RowCheck check, TableOutputs outputs, Counts counts) {
        this.changes = changes;
        this.contracts = contracts;
        this.check = check;
        this.outputs = outputs;
        this.counts = counts;
    }

    /**
     * Takes a value.
     *
     * @throws RejectedRecordException if it is no change event
     * @throws IOException if what comes of it could not be kept
     */
    void take(JsonPiece.Value value) throws RejectedRecordException, IOException {
        Optional<ChangeEvent> event = isNull(value) ? Optional.empty() : read(value);
        if (event.isEmpty()) {
            counts.tombstone();
            return;
        }
        counts.change();
        if (event.get() instanceof RowChange change) {
            take(change);
        } else if (event.get() instanceof Truncation truncation) {
            take(truncation);
        } else if (event.get() instanceof SchemaChange change) {
            counts.schemaChange();
            outputs.add(change);
        } else {
            // All that is left; a kind that is added must not pass unseen.
            counts.message();
            outputs.add((LogicalMessage) event.get());
        }
    }

    private Optional<ChangeEvent> read(JsonPiece.Value value) throws RejectedRecordException {
        try {
            return changes.read(value.readObject());
        } catch (InvalidJsonException e) {
            throw new RejectedRecordException("decode", e.problem().name(), String.valueOf(e.getMessage()));
        } catch (InvalidChangeException e) {
            throw new RejectedRecordException("recognise", e.problem().name(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw fault("recognise", e);
        }
    }

    private void take(RowChange change) throws RejectedRecordException, IOException {
        // A contract that cannot be read is nobody's data: the object waits until it is mended.
        Optional<TableContract> contract = contracts.find(change.provenance().table());
        List<String> key = contract.map(TableContract::key).orElse(List.of());
        List<Verdict> verdicts = new ArrayList<>();
        try {
            for (ChangeRow row : ChangeRows.of(change, key, outputs.sourceObject())) {
                verdicts.add(check.check(row, contract));
            }
        } catch (RuntimeException e) {
            throw fault("check", e);
        }
        add(change.provenance(), !key.isEmpty(), verdicts);
    }

    private void take(Truncation truncation) throws IOException {
        ChangeRow row = ChangeRows.of(truncation, outputs.sourceObject());
        // Repeated, it removes what is gone already.
        add(truncation.provenance(), true, List.of(new Verdict.Clean(row)));
    }

    private void add(Provenance provenance, boolean hasKey, List<Verdict> verdicts) throws IOException {
        List<byte[]> lines = new ArrayList<>(verdicts.size());
        for (Verdict verdict : verdicts) {
            lines.add(verdict.line());
        }
        if (repeats.isRepeat(provenance, hasKey, lines)) {
            counts.repeat();
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            counts.row(verdicts.get(i));
            outputs.add(provenance.table(), verdicts.get(i), lines.get(i));
        }
    }

    private static boolean isNull(JsonPiece.Value value) {
        return value.size() == NULL.length
                && Arrays.equals(value.buffer(), value.start(), value.start() + NULL.length, NULL, 0, NULL.length);
    }

    /** The code failed on this value, and would again. */
    private static RejectedRecordException fault(String stage, RuntimeException e) {
        Rejection rejection = UnexpectedError.rejection(stage, e);
        return new RejectedRecordException(rejection.stage(), rejection.reason(), rejection.message());
    }
}
