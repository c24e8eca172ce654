package dev.tributary.lake;

import dev.tributary.json.JsonPiece;
import dev.tributary.json.JsonValues;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON values of an object, which may be a gzip file, whatever separates them; read as a stream. */
public final class ObjectPieces implements AutoCloseable {

    /**
     * What is read of an object.
     *
     * @param maxObjectBytes bytes of content, decompressed
     * @param maxValueBytes bytes of one value
     */
    public record Bounds(long maxObjectBytes, int maxValueBytes) {}

    private final GzipInput content;
    private final JsonValues values;
    private long end;

    /** Reads an object, and closes it when it is closed itself. */
    public ObjectPieces(ObjectStream object, Bounds bounds) {
        this.content = new GzipInput(object, bounds.maxObjectBytes());
        this.values = new JsonValues(content, bounds.maxValueBytes());
    }

    /**
     * The next piece; null at the object's end. It may overwrite the buffer of the value before it.
     *
     * @throws CorruptObjectException if the object is not what it should be, however often it is read
     * @throws IOException if its content broke off
     */
    public @Nullable JsonPiece next() throws IOException {
        JsonPiece piece = values.next();
        if (piece != null) {
            end = piece.offset() + piece.length();
        }
        return piece;
    }

    /** Where in the content the last piece ended. */
    public long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
