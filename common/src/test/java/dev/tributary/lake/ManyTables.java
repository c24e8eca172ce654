package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.aws.Deadline;
import dev.tributary.json.InvalidJsonException.Problem;
import dev.tributary.json.JsonPiece;
import dev.tributary.json.JsonValues;
import dev.tributary.lake.SpilledObjects.Bounds;
import dev.tributary.lake.SpilledObjects.Written;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * An object of the changes of many tables, and one value that is too long, taken apart into two objects a table, as a program of its
 * own: what {@link MemoryTest} runs with a small function's heap. It ends in failure unless every line is where it belongs.
 */
final class ManyTables {

    private static final int MIB = 1 << 20;
    private static final int TABLES = 200;
    private static final int MEMBERS = 160;
    /** In no relation to the tables, so that none of them gets the same lines again and again. */
    private static final int LINES = 2_411;

    private static final int LINE_BYTES = 400;
    private static final int MAX_VALUE_BYTES = 4 * MIB;
    private static final int TOO_LONG_MIB = 96;
    private static final Bounds BOUNDS = new Bounds(1_000, 16 * MIB);

    /** A bucket that checks what it is given and forgets it, since it has none of the function's memory. */
    private record Elsewhere() implements S3Client {

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try (InputStream stream = body.contentStreamProvider().newStream()) {
                Spool check = new Spool();
                byte[] bytes = new byte[MIB];
                for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                    check.write(bytes, count);
                }
                require(check.length() == body.optionalContentLength().orElseThrow(), "the length of " + request.key());
                require(check.checksum().equals(request.checksumSHA256()), "the checksum of " + request.key());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return PutObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private ManyTables() {}

    /** Takes a folder for temporary files. */
    public static void main(String[] args) throws IOException {
        long bytes = 0;
        int lines = 0;
        int tooLong = 0;
        List<Written> written;
        try (SpilledObjects objects = new SpilledObjects(new Elsewhere(), "lake", Path.of(args[0]), BOUNDS);
                InputStream content = new GzipInput(object(), Long.MAX_VALUE)) {
            JsonValues values = new JsonValues(content, MAX_VALUE_BYTES);
            for (JsonPiece piece = values.next(); piece != null; piece = values.next()) {
                bytes += piece.length();
                if (piece instanceof JsonPiece.Value value) {
                    objects.add(key(lines++), Map::of, value.bytes());
                } else if (piece instanceof JsonPiece.Broken broken && broken.problem() == Problem.VALUE_TOO_LARGE) {
                    tooLong++;
                }
            }
            written = objects.putAll(new Deadline(Clock.systemUTC(), Instant.MAX));
        }

        System.err.printf(
                Locale.ROOT,
                "%,d MB in %,d values to %,d objects of %,d MB; peak of the heap: %d MB of %d MB%n",
                bytes / MIB,
                lines,
                written.size(),
                written.stream().mapToLong(Written::bytes).sum() / MIB,
                peakHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
        require(lines == MEMBERS * LINES, "values");
        require(tooLong == 1, "values that are too long");
        require(written.size() == 2 * TABLES, "objects");
        require(written.stream().mapToLong(Written::lines).sum() == lines, "lines");
    }

    /** In turns a table after the other, every tenth line to the second object of its table. */
    private static String key(int line) {
        return new TableFolder(line / TABLES % 10 == 0 ? "quarantine" : "trusted", "public", "table_" + line % TABLES)
                .key(Instant.EPOCH, "object");
    }

    /** The same member again and again, and then one with the value that is too long. */
    private static InputStream object() throws IOException {
        Random random = new Random(1);
        byte[] member = GzipLines.compress(
                Stream.generate(() -> line(random)).limit(LINES).toList(), "");
        Stream<byte[]> members = Stream.concat(IntStream.range(0, MEMBERS).mapToObj(i -> member), Stream.of(tooLong()));
        return new SequenceInputStream(
                Collections.enumeration(members.map(ByteArrayInputStream::new).toList()));
    }

    /** Far smaller than its content, and so here at once. */
    private static byte[] tooLong() throws IOException {
        byte[] part = "x".repeat(MIB).getBytes(UTF_8);
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(member)) {
            stream.write("{\"a\":\"".getBytes(UTF_8));
            for (int i = 0; i < TOO_LONG_MIB; i++) {
                stream.write(part);
            }
            stream.write("\"}".getBytes(UTF_8));
        }
        return member.toByteArray();
    }

    private static byte[] line(Random random) {
        byte[] noise = new byte[LINE_BYTES / 4];
        random.nextBytes(noise);
        return ("{\"a\":\"" + Base64.getEncoder().encodeToString(noise) + "\",\"b\":\"" + "x".repeat(LINE_BYTES / 2)
                        + "\"}")
                .getBytes(UTF_8);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalStateException("not as they should be: " + what);
        }
    }
}
