package dev.tributary.local.firehose;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.source.RetrySchedule;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.Resource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A delivery stream: takes records, gathers them in buffers, and writes each buffer as one object, in order, trying again
 * until S3 takes it. At least once: a put whose response was lost is repeated under another key. Keys and contents are as
 * the Firehose developer guide describes them ("Understand data delivery in Amazon Data Firehose"). Deterministic, without
 * threads of its own; safe for use by several, one of which delivers.
 */
public final class DeliveryStream {

    /** The type of the resource that describes one. */
    public static final String RESOURCE_TYPE = "AWS::KinesisFirehose::DeliveryStream";

    /** Records of a PutRecordBatch call at most. */
    public static final int MAX_RECORDS = 500;

    static final int MAX_RECORD_BYTES = 1_000 * 1024;
    static final int MAX_CALL_BYTES = 4 * 1024 * 1024;

    /** Some 6 s, in which S3 comes back: whoever asks a process to stop waits for no more than some 20. */
    static final int FLUSH_ATTEMPTS = 7;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStream.class);

    private final DeliverySettings settings;
    private final ObjectWriter writer;
    private final Clock clock;
    private final Waiting waiting;
    private final Deque<DeliveryBuffer> buffers = new ArrayDeque<>();
    private Instant notBefore = Instant.MIN;
    private int failures;
    private long accepted;
    private long written;
    private long objects;
    private long repeated;

    /**
     * Makes the delivery stream that a template's resource describes.
     *
     * @throws IllegalArgumentException naming every property that is malformed, out of its range or not simulated
     */
    public DeliveryStream(Resource resource, S3Client s3, FaultPlan faults, Clock clock, Waiting waiting) {
        this.settings = DeliverySettings.of(resource);
        this.writer = new ObjectWriter(settings, s3, faults);
        this.clock = clock;
        this.waiting = waiting;
    }

    public String name() {
        return settings.name();
    }

    /** The Kinesis stream that it reads, unless records are put to it. */
    public Optional<String> sourceArn() {
        return settings.sourceArn();
    }

    /** The name of the bucket that it writes to. */
    public String bucket() {
        return settings.bucket();
    }

    /**
     * Takes all of these records, which were put to it.
     *
     * @throws IllegalArgumentException if they are more, or larger, than one call may bring; then none is taken
     */
    public synchronized void putRecordBatch(List<byte[]> records) {
        check(records);
        take(records);
    }

    /** Takes all of these records, which were read from its stream, and are bounded by that one's limits. */
    synchronized void take(List<byte[]> records) {
        for (byte[] record : records) {
            if (buffers.isEmpty() || buffers.getLast().isSealed()) {
                buffers.add(new DeliveryBuffer(settings, clock.instant()));
            }
            buffers.getLast().add(record);
        }
        accepted += records.size();
    }

    /** Writes the buffers that are full or whose interval is over; after a failed put, not before a pause. */
    public void deliverReady() {
        Optional<DeliveryBuffer> next = nextReady();
        while (next.isPresent() && write(next.get())) {
            next = nextReady();
        }
    }

    /** Has what is buffered written with the next delivery, as the interval's end would. */
    public synchronized void hasten() {
        if (!buffers.isEmpty()) {
            buffers.getLast().seal();
        }
    }

    /**
     * Writes all that is buffered, as the intervals' end would.
     *
     * @throws IllegalStateException if S3 does not take it within some attempts; it stays buffered
     */
    public void flush() throws InterruptedException {
        int failed = 0;
        for (Optional<DeliveryBuffer> next = sealNext(); next.isPresent(); next = sealNext()) {
            if (write(next.get())) {
                failed = 0;
            } else if (++failed < FLUSH_ATTEMPTS) {
                waiting.sleep(RetrySchedule.before(failed));
            } else {
                throw new IllegalStateException(settings.logicalId() + ": " + report().recordsBuffered()
                        + " records not written (expected: " + settings.bucket() + " to take them within " + failed
                        + " attempts)");
            }
        }
    }

    public synchronized DeliveryReport report() {
        return new DeliveryReport(settings.logicalId(), accepted, written, objects, repeated);
    }

    private static void check(List<byte[]> records) {
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException("records: " + records.size() + " (expected: 1-" + MAX_RECORDS + ")");
        }
        int bytes = 0;
        for (byte[] record : records) {
            if (record.length > MAX_RECORD_BYTES) {
                throw new IllegalArgumentException(
                        "record: " + record.length + " bytes (expected: at most " + MAX_RECORD_BYTES + ")");
            }
            bytes += record.length;
        }
        if (bytes > MAX_CALL_BYTES) {
            throw new IllegalArgumentException(
                    "records: " + bytes + " bytes (expected: at most " + MAX_CALL_BYTES + " in one call)");
        }
    }

    private synchronized Optional<DeliveryBuffer> nextReady() {
        Instant now = clock.instant();
        DeliveryBuffer first = buffers.peekFirst();
        return first != null && first.isReady(now) && !now.isBefore(notBefore) ? sealNext() : Optional.empty();
    }

    private synchronized Optional<DeliveryBuffer> sealNext() {
        Optional<DeliveryBuffer> first = Optional.ofNullable(buffers.peekFirst());
        first.ifPresent(DeliveryBuffer::seal);
        return first;
    }

    /** Takes no lock while S3 is asked, so that records are taken meanwhile; a sealed buffer does not change. */
    private boolean write(DeliveryBuffer buffer) {
        count(buffer);
        try {
            writer.write(buffer);
        } catch (SdkException unavailable) {
            LOG.warn("{} could not write {} records: {}", settings.name(), buffer.records(), unavailable.getMessage());
            pause();
            return false;
        }
        done(buffer);
        return true;
    }

    private synchronized void count(DeliveryBuffer buffer) {
        repeated += buffer.attempt() ? 1 : 0;
    }

    private synchronized void pause() {
        failures++;
        notBefore = clock.instant().plus(RetrySchedule.before(failures));
    }

    private synchronized void done(DeliveryBuffer buffer) {
        buffers.remove();
        failures = 0;
        notBefore = Instant.MIN;
        objects++;
        written += buffer.records();
    }
}
