package dev.tributary.inference.score;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.change.OrderToken;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.Featurizer;
import dev.tributary.inference.model.ModelManifest;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.inference.model.Prediction;
import dev.tributary.inference.model.UnusableRowException;
import dev.tributary.lake.LinesFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores one chunk. The ledger comes first, and names the object that is to come; then come the objects. So a run that is killed
 * in between leaves entries whose object is missing, which the next run, before it scores their rows, makes sure never comes.
 */
final class ChunkScoring {

    /** Reason of a row whose value of a column is in a row that has not come. */
    static final String UNRESOLVED_COLUMN = "UNRESOLVED_COLUMN";

    /** A change whose turn it is: of a key or, without a row, a truncation. */
    private record Item(String ledgerKey, OrderToken order, Optional<Latest> row) {}

    /** What the ledger says of a change. */
    private enum Turn {
        /** A later one of its key was scored. */
        LATE,
        /** It was scored itself. */
        DONE,
        /** It is to be scored. */
        DUE
    }

    private final OnnxModel model;
    private final Featurizer featurizer;
    private final Set<String> columns;
    private final ScoreLedger ledger;
    private final Outputs outputs;
    private final Backoff backoff;
    private final Deadline deadline;
    private final String output;
    private final Instant now;
    private final ScoredLine line;
    private final LinesFile scored;
    private final LinesFile setAside;
    private final Counts counts = new Counts();

    /**
     * Prepares a chunk's scoring.
     *
     * @param output the key of the object that its rows go to
     * @param scored takes the scored rows
     * @param setAside takes the rows that the model cannot take
     */
    ChunkScoring(
            OnnxModel model,
            ScoredTable table,
            ScoreLedger ledger,
            Outputs outputs,
            Backoff backoff,
            Deadline deadline,
            String output,
            Instant now,
            LinesFile scored,
            LinesFile setAside) {
        ModelManifest manifest = model.manifest();
        this.model = model;
        this.featurizer = new Featurizer(manifest);
        this.columns = manifest.columns();
        this.ledger = ledger;
        this.outputs = outputs;
        this.backoff = backoff;
        this.deadline = deadline;
        this.output = output;
        this.now = now;
        this.line = new ScoredLine(manifest, table, now);
        this.scored = scored;
        this.setAside = setAside;
    }

    /**
     * Scores the chunk, and writes what comes of it.
     *
     * @return what became of its rows
     * @throws TimeoutException if the deadline passes; nothing of it is lost
     */
    Counts run(Chunk chunk) throws TimeoutException {
        Optional<OrderToken> truncated = truncate(chunk);
        Iterator<Latest> rows = rows(chunk).iterator();
        List<Item> items = new ArrayList<>(ScoreLedger.MOST_PER_CALL);
        while (rows.hasNext()) {
            Latest row = rows.next();
            if (truncated.isPresent() && row.order().compareTo(truncated.get()) < 0) {
                counts.late();
                continue;
            }
            items.add(new Item(ledger.key(row.key()), row.order(), Optional.of(row)));
            if (items.size() == ScoreLedger.MOST_PER_CALL) {
                score(claim(items));
                items.clear();
            }
        }
        if (!items.isEmpty()) {
            score(claim(items));
        }
        if (scored.count() + setAside.count() > 0) {
            counts.written(outputs.write(output, scored, setAside, deadline));
        }
        return counts;
    }

    /** Those that a truncation removed are in its own line. */
    private static Stream<Latest> rows(Chunk chunk) {
        return chunk.state().latest().filter(row -> row.op() != ChangeRow.Op.TRUNCATE);
    }

    /** Claims the chunk's truncation; gives back the order of the last one that is known. */
    private Optional<OrderToken> truncate(Chunk chunk) throws TimeoutException {
        Optional<ChangeRow> truncation = chunk.state().truncation();
        String key = ledger.truncationKey();
        if (truncation.isPresent()) {
            Item item = new Item(key, truncation.get().order(), Optional.empty());
            if (!claim(List.of(item)).isEmpty()) {
                scored.add(line.truncated(truncation.get()));
                counts.tombstone();
                return Optional.of(item.order());
            }
        }
        return Optional.ofNullable(ledger.read(List.of(key), deadline).get(key))
                .map(entry -> new OrderToken(entry.order()));
    }

    /**
     * Enters those changes into the ledger that are to be scored, with the object that is to come.
     *
     * @param items of distinct keys, at most as many as a call takes
     * @return those that are entered
     */
    private List<Item> claim(List<Item> items) throws TimeoutException {
        List<Item> open = items;
        for (int tries = 1; ; tries++) {
            Map<String, Entry> entries =
                    ledger.read(open.stream().map(Item::ledgerKey).toList(), deadline);
            List<Item> claimed = new ArrayList<>(open.size());
            List<Claim> claims = new ArrayList<>(open.size());
            for (Item item : open) {
                Entry known = entries.get(item.ledgerKey());
                switch (turn(item, known)) {
                    case LATE -> counts.late();
                    case DONE -> counts.repeated();
                    case DUE -> {
                        claimed.add(item);
                        claims.add(claim(item, known));
                    }
                }
            }
            if (claims.isEmpty() || ledger.write(claims, deadline)) {
                return claimed;
            }
            // Another run was faster with one of them: what that means for each shows when they are read again.
            if (!backoff.pause(tries, deadline)) {
                throw new TimeoutException("no time left to agree with another run on the ledger of scores");
            }
            open = claimed;
        }
    }

    private Turn turn(Item item, @Nullable Entry known) {
        if (known == null) {
            return Turn.DUE;
        }
        int compared = item.order().text().compareTo(known.order());
        if (compared != 0) {
            return compared < 0 ? Turn.LATE : Turn.DUE;
        }
        // An entry of our own is of a call whose answer was lost.
        boolean isOurs = known.output().equals(output);
        return isOurs || !outputs.isWritten(known.output(), deadline) ? Turn.DUE : Turn.DONE;
    }

    private Claim claim(Item item, @Nullable Entry known) {
        Optional<String> missing = Optional.ofNullable(known)
                .filter(entry -> entry.order().equals(item.order().text()))
                .map(Entry::output);
        return new Claim(new Entry(item.ledgerKey(), item.order().text(), output, now), missing);
    }

    private void score(List<Item> items) {
        List<Latest> rows = new ArrayList<>(items.size());
        List<FeaturisedRow> features = new ArrayList<>(items.size());
        for (Item item : items) {
            Latest row = item.row().orElseThrow();
            if (row.deleted()) {
                scored.add(line.gone(row));
                counts.tombstone();
            } else {
                featurise(row).ifPresent(featurised -> {
                    rows.add(row);
                    features.add(featurised);
                });
            }
        }
        List<Prediction> predictions = model.score(features);
        for (int i = 0; i < rows.size(); i++) {
            Latest row = rows.get(i);
            Prediction prediction = predictions.get(i);
            if (prediction.isFinite()) {
                scored.add(line.scored(row, features.get(i), prediction));
                counts.scored(row.committed());
            } else {
                setAside(row, UnusableRowException.Problem.NO_PREDICTION.name(), "", "a finite number of the model");
            }
        }
    }

    private Optional<FeaturisedRow> featurise(Latest row) {
        // Before anything is imputed, which is for what is null: this is not null, but unknown.
        for (String column : row.unresolved()) {
            if (columns.contains(column)) {
                setAside(row, UNRESOLVED_COLUMN, column, "a value, or the row before that has it");
                return Optional.empty();
            }
        }
        try {
            return Optional.of(featurizer.read(row.row().orElseThrow(), row.committed()));
        } catch (UnusableRowException e) {
            setAside(row, e.problem().name(), e.column(), e.expected());
            return Optional.empty();
        }
    }

    private void setAside(Latest row, String problem, String column, String expected) {
        setAside.add(line.unusable(row, problem, column, expected));
        counts.quarantined();
    }
}
