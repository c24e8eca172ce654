package dev.tributary.inference.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.batch.UnexpectedError;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.deadletter.Rejection;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.json.JsonPiece;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rows of the trusted zone, and keeps of them what a model needs, so that many fit into memory. */
final class RowPruner {

    private final Set<String> columns;

    RowPruner(Set<String> columns) {
        this.columns = Set.copyOf(columns);
    }

    /**
     * Reads a row.
     *
     * @param object the object that it is read from, as the rows that come of it name it
     * @throws RejectedRecordException if it is none
     */
    ChangeRow read(JsonPiece.Value value, String object) throws RejectedRecordException {
        try {
            return pruned(ChangeRow.parse(value.readObject()), object);
        } catch (InvalidJsonException e) {
            throw new RejectedRecordException("decode", e.problem().name(), String.valueOf(e.getMessage()));
        } catch (InvalidChangeException e) {
            throw rejected(e);
        } catch (RuntimeException e) {
            // The code failed on this value, and would again.
            Rejection fault = UnexpectedError.rejection("recognise", e);
            throw new RejectedRecordException(fault.stage(), fault.reason(), fault.message());
        }
    }

    /** What a value is refused for that is no row of the table. */
    static RejectedRecordException rejected(InvalidChangeException e) {
        return new RejectedRecordException("recognise", e.problem().name(), String.valueOf(e.getMessage()));
    }

    private ChangeRow pruned(ChangeRow row, String object) {
        ObjectNode kept = Json.object();
        for (String column : columns) {
            JsonNode value = row.columns().get(column);
            if (value != null) {
                kept.set(column, value);
            }
        }
        List<String> unchanged = row.unchanged().isEmpty()
                ? List.of()
                : row.unchanged().stream().filter(columns::contains).toList();
        return new ChangeRow(kept, row.op(), row.committed(), row.order(), unchanged, Optional.empty(), object);
    }
}
