package dev.tributary.lake;

import dev.tributary.aws.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes as they are stored. It ends where the object does: a connection that breaks off before is an
 * {@link IOException}, also where the JDK takes it for the end. Closed before its end, it drops the connection, rather than read
 * what nobody wants.
 */
public final class ObjectStream extends InputStream {

    private final ResponseInputStream<GetObjectResponse> answer;
    private final Deadline deadline;
    private final long length;
    private long read;

    ObjectStream(ResponseInputStream<GetObjectResponse> answer, long length, Deadline deadline) {
        this.answer = answer;
        this.length = length;
        this.deadline = deadline;
    }

    /** The object's bytes, as it is stored. */
    public long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads on.
     *
     * @throws SocketTimeoutException if there is no time left
     * @throws IOException if the connection fails, or ends before the object
     */
    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (deadline.isReached()) {
            throw new SocketTimeoutException(
                    "no time left to read an object, after " + read + " of " + length + " bytes");
        }
        int got = answer.read(bytes, offset, count);
        if (got < 0 && read < length) {
            throw new EOFException("an object that ends after " + read + " of " + length + " bytes");
        }
        read += Math.max(got, 0);
        return got;
    }

    @Override
    public void close() throws IOException {
        if (read < length) {
            answer.abort();
        } else {
            answer.close();
        }
    }
}
