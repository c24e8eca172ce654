package dev.tributary.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/** An object's bytes on their way, and what their reader did with them. */
public final class FakeBody extends InputStream implements Abortable {

    /**
     * A body that ends before its end.
     *
     * @param bytes how many come
     * @param failure what the reader gets then; null if it is told that this was all, as the JDK's connections do
     */
    public record End(int bytes, @Nullable IOException failure) {}

    private final ByteArrayInputStream bytes;
    private final @Nullable IOException failure;
    private boolean isClosed;
    private boolean isAborted;

    FakeBody(byte[] object, @Nullable End end) {
        this.bytes = new ByteArrayInputStream(object, 0, end == null ? object.length : end.bytes());
        this.failure = end == null ? null : end.failure();
    }

    /** Whether the reader let the connection go that it came by. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Whether the reader broke the connection off. */
    public boolean isAborted() {
        return isAborted;
    }

    @Override
    public int read() throws IOException {
        int next = bytes.read();
        if (next < 0 && failure != null) {
            throw failure;
        }
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = bytes.read(to, offset, length);
        if (count < 0 && failure != null) {
            throw failure;
        }
        return count;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public void abort() {
        isAborted = true;
    }
}
