package dev.tributary.lake;

import dev.tributary.aws.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of an object in the making: its first ones perhaps in a file, the others in memory. */
final class Spool implements GzipMember.Sink {

    /** Bytes that are in the file. */
    private record Segment(long position, long length) {}

    private final MessageDigest digest = Sha256.begin();
    private final List<Segment> segments = new ArrayList<>();
    private final List<byte[]> chunks = new ArrayList<>();
    private @Nullable SpillFile file;
    private long length;
    private long inMemory;

    @Override
    public void write(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        chunks.add(Arrays.copyOf(bytes, count));
        length += count;
        inMemory += count;
    }

    long length() {
        return length;
    }

    /** How many of the bytes are in memory. */
    long inMemory() {
        return inMemory;
    }

    /** Moves what is in memory to the end of a file, always the same one. */
    void spill(SpillFile to) throws IOException {
        if (inMemory > 0) {
            segments.add(new Segment(to.append(chunks), inMemory));
            file = to;
            chunks.clear();
            inMemory = 0;
        }
    }

    /** The SHA-256 of all bytes, in base64 as S3 takes it; nothing may be written any more. */
    String checksum() {
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /** All bytes, from the first one on. */
    InputStream open() {
        return new Reader();
    }

    private final class Reader extends InputStream {
        private int part;
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            while (part < segments.size() + chunks.size()) {
                long left = partLength() - position;
                if (left > 0) {
                    int read = readPart(bytes, offset, (int) Math.min(left, count));
                    position += read;
                    return read;
                }
                part++;
                position = 0;
            }
            return -1;
        }

        private long partLength() {
            return part < segments.size() ? segments.get(part).length() : chunk().length;
        }

        private int readPart(byte[] bytes, int offset, int count) throws IOException {
            if (part >= segments.size()) {
                System.arraycopy(chunk(), (int) position, bytes, offset, count);
                return count;
            }
            return Objects.requireNonNull(file, "file")
                    .read(segments.get(part).position() + position, bytes, offset, count);
        }

        private byte[] chunk() {
            return chunks.get(part - segments.size());
        }
    }
}
