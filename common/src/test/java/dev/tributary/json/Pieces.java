package dev.tributary.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is read from a stream of JSON values. */
final class Pieces {

    private Pieces() {}

    /** All pieces, each value in a buffer of its own. */
    static List<JsonPiece> read(JsonValues values) throws IOException {
        List<JsonPiece> pieces = new ArrayList<>();
        for (JsonPiece piece = values.next(); piece != null; piece = values.next()) {
            pieces.add(
                    piece instanceof JsonPiece.Value value
                            ? new JsonPiece.Value(value.offset(), value.bytes(), 0, value.size())
                            : piece);
        }
        return pieces;
    }
}
