package dev.tributary.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.IntSupplier;

/** Streams as a network gives them. */
public final class Streams {

    private Streams() {}

    /** A stream that gives at each call no more bytes than this says, which is one at least. */
    public static InputStream bits(byte[] content, IntSupplier atOnce) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, atOnce.getAsInt()));
            }
        };
    }

    /** A stream that fails where these bytes end. */
    public static InputStream failing(byte[] content, IOException failure) {
        return new SequenceInputStream(new ByteArrayInputStream(content), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw failure;
            }
        });
    }
}
