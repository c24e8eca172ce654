package dev.tributary.lake;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Many gzip JSON Lines objects in the making, as they come of one input: lines are added to any of them in any order, and all are
 * put at the end. The bytes of each follow from its lines alone, and puts ask for nothing, so that a repeat of the input writes
 * the same objects again.
 *
 * <p>The memory is bounded: at most 64 KiB of lines for each object, and the compressed bytes of all up to a limit, beyond which
 * they go to a file. One of these serves one invocation, on one thread.
 */
public final class SpilledObjects implements AutoCloseable {

    /**
     * What may be held.
     *
     * @param maxObjects objects in the making
     * @param maxMemoryBytes compressed bytes of all objects that are kept in memory
     */
    public record Bounds(int maxObjects, long maxMemoryBytes) {}

    /**
     * An object that was put.
     *
     * @param bytes its compressed bytes
     */
    public record Written(String key, long lines, long bytes) {}

    private final S3Client s3;
    private final String bucket;
    private final Path folder;
    private final Bounds bounds;
    private final BlockDeflater deflater = new BlockDeflater();
    private final Map<String, Output> outputs = new HashMap<>();
    private @Nullable SpillFile file;
    private boolean isPutting;
    private long memory;

    /**
     * Begins without objects, and removes from the folder what an earlier process left there that ended before its time.
     *
     * @param folder for the temporary file; it exists
     * @throws IOException if the folder cannot be read
     */
    public SpilledObjects(S3Client s3, String bucket, Path folder, Bounds bounds) throws IOException {
        SpillFile.removeLeftovers(folder);
        this.s3 = s3;
        this.bucket = bucket;
        this.folder = folder;
        this.bounds = bounds;
    }

    /**
     * Adds a line to an object.
     *
     * @param metadata what the object's metadata are to say besides its count of records and the version of its schema, in ASCII;
     *     that of its first line counts, and is asked when the object is put
     * @throws TooManyObjectsException if that would be one object more than may be
     * @throws IOException if the disk fails or is full
     */
    public void add(String key, Supplier<Map<String, String>> metadata, byte[] line) throws IOException {
        if (isPutting) {
            throw new IllegalStateException("a line for an object that may have been put (expected: lines before)");
        }
        Output output = outputs.get(key);
        if (output == null) {
            output = begin(key, metadata);
        }
        memory += output.add(line);
        if (memory > bounds.maxMemoryBytes()) {
            spill();
        }
    }

    /** How many objects there are to put. */
    public int count() {
        return outputs.size();
    }

    /**
     * Puts all objects in the order of their keys, and forgets each that is durable; if one fails, another call goes on with it.
     *
     * @return what was put, in this order
     * @throws ObjectNotWrittenException if one is not, or might not be, durable
     */
    public List<Written> putAll(Deadline deadline) {
        isPutting = true;
        List<Written> written = new ArrayList<>();
        for (Map.Entry<String, Output> next : new TreeMap<>(outputs).entrySet()) {
            String key = next.getKey();
            Output output = next.getValue();
            put(key, output, deadline);
            outputs.remove(key);
            written.add(new Written(key, output.lines(), output.spool().length()));
        }
        return written;
    }

    /** Forgets all objects that were not put, and removes the temporary file. */
    @Override
    public void close() throws IOException {
        outputs.clear();
        deflater.close();
        if (file != null) {
            file.close();
        }
    }

    private Output begin(String key, Supplier<Map<String, String>> metadata) {
        if (outputs.size() >= bounds.maxObjects()) {
            throw new TooManyObjectsException(bounds.maxObjects());
        }
        Output output = new Output(deflater, metadata);
        outputs.put(key, output);
        return output;
    }

    private void spill() throws IOException {
        if (file == null) {
            file = SpillFile.create(folder);
        }
        for (Output output : outputs.values()) {
            long moved = output.spool().inMemory();
            output.spool().spill(file);
            memory -= moved;
        }
    }

    private void put(String key, Output output, Deadline deadline) {
        String checksum = output.finish();
        Spool spool = output.spool();
        if (deadline.isReached()) {
            throw new ObjectNotWrittenException(bucket, key, new TimeoutException("no time left to put an object"));
        }
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(LakeWriter.CONTENT_TYPE)
                .checksumSHA256(checksum)
                .metadata(output.metadata())
                .overrideConfiguration(AwsClients.within(deadline, spool.length()))
                .build();
        try {
            s3.putObject(
                    request,
                    RequestBody.fromContentProvider(
                            ContentStreamProvider.fromInputStreamSupplier(spool::open),
                            spool.length(),
                            LakeWriter.CONTENT_TYPE));
        } catch (SdkException e) {
            throw new ObjectNotWrittenException(bucket, key, e);
        }
    }

    /** One object in the making. */
    private static final class Output {
        private final Spool spool = new Spool();
        private final GzipMember member;
        private final Supplier<Map<String, String>> metadata;
        private @Nullable String checksum;
        private long lines;

        Output(BlockDeflater deflater, Supplier<Map<String, String>> metadata) {
            this.member = new GzipMember(deflater, spool, "");
            this.metadata = metadata;
        }

        Spool spool() {
            return spool;
        }

        long lines() {
            return lines;
        }

        /** Adds a line; returns by how many bytes the spool grew. */
        long add(byte[] line) {
            long before = spool.length();
            member.add(line);
            lines++;
            return spool.length() - before;
        }

        /** Ends the object, if it has not ended yet, and tells its checksum. */
        String finish() {
            if (checksum == null) {
                member.finish();
                checksum = spool.checksum();
            }
            return checksum;
        }

        Map<String, String> metadata() {
            Map<String, String> all = new HashMap<>(metadata.get());
            all.put(LakeWriter.RECORD_COUNT, Long.toString(lines));
            all.put(LakeWriter.SCHEMA, LakeWriter.SCHEMA_VERSION);
            return all;
        }
    }
}
