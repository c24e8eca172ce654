package dev.tributary.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams as a network gives them, and what is read from them. */
final class Readers {

    private Readers() {}

    /** A stream that gives as many bytes at once as it likes. */
    static InputStream bits(byte[] content, Random random) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(20)));
            }
        };
    }

    /** A stream that fails at once. */
    static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

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
