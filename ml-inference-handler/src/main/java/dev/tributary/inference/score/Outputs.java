package dev.tributary.inference.score;

import dev.tributary.aws.Deadline;
import dev.tributary.inference.model.ModelId;
import dev.tributary.lake.FencedObjects;
import dev.tributary.lake.FencedObjects.State;
import dev.tributary.lake.LinesFile;
import dev.tributary.lake.TableFolder;
import dev.tributary.record.ObjectVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The objects of scored rows, and beside each, where there are some, that of the rows which the model could not take. It belongs to
 * the one of scored rows, which is written behind it: without that one, it is void.
 */
final class Outputs {

    private final FencedObjects objects;
    private final TableFolder scored;
    private final TableFolder quarantine;
    private final Map<String, State> known = new HashMap<>();

    Outputs(FencedObjects objects, ModelId model, ScoredTable table) {
        this.objects = objects;
        this.scored = TableFolder.ofDataset("trusted-analytics", model.name());
        this.quarantine = new TableFolder("quarantine", table.schema(), table.name());
    }

    /**
     * The key of an object that nobody has written.
     *
     * @param first the first object that its rows come of
     * @param attempt a text that no other attempt has
     */
    String key(ObjectVersion first, String attempt, Instant time) {
        return scored.key(time, first.identity() + "-" + attempt);
    }

    /** Whether an object that the ledger names is there; if not, it cannot come any more from now on. */
    boolean isWritten(String key, Deadline deadline) {
        State state = known.get(key);
        if (state == null) {
            state = objects.look(key, deadline);
            if (state == State.MISSING) {
                state = objects.fence(key, deadline);
            }
            if (state == State.FENCED) {
                objects.replace(quarantineKey(key), deadline);
            }
            known.put(key, state);
        }
        return state == State.WRITTEN;
    }

    /**
     * Writes both objects, that of the rows set aside first.
     *
     * @return compressed bytes
     * @throws FencedRunException if another run has taken this one for dead
     */
    long write(String key, LinesFile lines, LinesFile setAside, Deadline deadline) {
        long bytes = 0;
        if (setAside.count() > 0) {
            // If it is fenced, so is the other one.
            bytes += Math.max(0, objects.write(quarantineKey(key), setAside, Map.of(), deadline));
        }
        long written = objects.write(key, lines, Map.of(), deadline);
        if (written < 0) {
            throw new FencedRunException(key);
        }
        known.put(key, State.WRITTEN);
        return bytes + written;
    }

    /** Looks for an object that is not there, and writes nothing. */
    void prime(Deadline deadline) {
        objects.look(scored + "_priming", deadline);
    }

    private String quarantineKey(String key) {
        return quarantine + key.substring(scored.toString().length());
    }
}
