package dev.tributary.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes and rows of a table of people. JSON may have single quotes. */
public final class Rows {

    public static final String OBJECT = "s3://lake/raw/1.gz";
    public static final Instant COMMITTED = Instant.parse("2024-07-29T00:59:07.678294Z");

    private Rows() {}

    public static ObjectNode json(String text) {
        try {
            return Json.readObject(text.replace('\'', '"').getBytes(UTF_8));
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static OrderToken order(int position) {
        return OrderToken.ofChange(List.of(Integer.toString(position)));
    }

    public static OrderToken snapshotOrder(int position) {
        return OrderToken.ofSnapshot(List.of(Integer.toString(position)));
    }

    public static ChangeRow row(Op op, int position, String columns, String... unchanged) {
        return new ChangeRow(
                json(columns),
                op,
                COMMITTED,
                op == Op.SNAPSHOT ? snapshotOrder(position) : order(position),
                List.of(unchanged),
                Optional.empty(),
                OBJECT);
    }

    public static Provenance provenance(OrderToken order) {
        return new Provenance(new SourceTable("dms", "", "", "public", "people"), order, COMMITTED, Optional.empty());
    }

    /** A change; an image that is null is not there. */
    static RowChange change(
            Operation operation, int position, @Nullable String before, @Nullable String after, String... unchanged) {
        return new RowChange(
                provenance(operation == Operation.SNAPSHOT ? snapshotOrder(position) : order(position)),
                operation,
                Optional.empty(),
                Optional.ofNullable(before).map(Rows::json),
                Optional.ofNullable(after).map(Rows::json),
                Set.of(unchanged));
    }
}
