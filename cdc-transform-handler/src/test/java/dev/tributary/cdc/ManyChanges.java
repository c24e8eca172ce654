package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of a gzip object of many changes, made while they are read. Each of its members holds as many changes, and is filled up
 * with zeros to the same length, so that the object's is known before.
 */
final class ManyChanges extends InputStream {

    static final int TABLES = 200;

    private static final int MEMBER_LINES = 2_000;
    private static final int MEMBER_BYTES = 512 << 10;
    private static final int NOISE = 240;

    private static final String LINE = Changes.quoted(
            "{'data': {'id': 00000000, 'noise': '" + "_".repeat(NOISE) + "'}, 'metadata': {"
                    + "'timestamp': '2026-03-04T05:06:07.686557Z', 'record-type': 'data', 'operation': 'insert', 'schema-name': 'public',"
                    + " 'table-name': 'table_000', 'transaction-id': 7, 'transaction-record-id': 1,"
                    + " 'stream-position': '00000002/7C0073F8.1.@0000000', 'commit-timestamp': '2026-03-04T05:06:07.678294Z'}}\n");

    private final int members;
    private final byte[] line = LINE.getBytes(US_ASCII);
    private final Random random = new Random(1);
    private byte[] member = new byte[0];
    private int at;
    private int made;

    ManyChanges(long megabytes) {
        this.members = (int) ((megabytes << 20) / ((long) MEMBER_LINES * line.length) + 1);
    }

    int changes() {
        return members * MEMBER_LINES;
    }

    /** Bytes of the content. */
    long size() {
        return (long) changes() * line.length;
    }

    /** Bytes of the object. */
    long length() {
        return (long) members * MEMBER_BYTES;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        if (at == member.length) {
            if (made == members) {
                return -1;
            }
            member = member(made++);
            at = 0;
        }
        int some = Math.min(count, member.length - at);
        System.arraycopy(member, at, bytes, offset, some);
        at += some;
        return some;
    }

    private byte[] member(int number) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(MEMBER_BYTES);
        try (GZIPOutputStream stream = fast(file)) {
            for (int i = 0; i < MEMBER_LINES; i++) {
                stream.write(line(number * MEMBER_LINES + i));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        byte[] padded = new byte[MEMBER_BYTES];
        System.arraycopy(file.toByteArray(), 0, padded, 0, file.size());
        return padded;
    }

    private static GZIPOutputStream fast(ByteArrayOutputStream file) throws IOException {
        return new GZIPOutputStream(file) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    private byte[] line(int number) {
        // A digit of an id does not begin with a zero.
        put(number + 10_000_000, LINE.indexOf("00000000,"), 8);
        put(number % TABLES, LINE.indexOf("table_") + "table_".length(), 3);
        put(number + 10_000_000, LINE.indexOf('@'), 8);
        int noise = LINE.indexOf('_');
        for (int i = 0; i < NOISE; i += 5) {
            int bits = random.nextInt();
            for (int j = 0; j < 5; j++) {
                line[noise + i + j] = (byte) ('0' + ((bits >>> (6 * j)) & 0x1F));
            }
        }
        return line;
    }

    private void put(int number, int place, int digits) {
        int rest = number;
        for (int i = place + digits - 1; i >= place; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
