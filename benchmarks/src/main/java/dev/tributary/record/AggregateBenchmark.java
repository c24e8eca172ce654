package dev.tributary.record;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records a second that are taken out of aggregates of a thousand, with a hundred partition keys, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(AggregateBenchmark.RECORDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AggregateBenchmark {

    static final int RECORDS = 1_000;

    private static final int KEYS = 100;

    /** A usual event, and a small one. */
    @Param({"200", "50"})
    public int recordBytes;

    private @Nullable SourceRecord parent;

    @Setup
    public void setUp() throws IOException, NoSuchAlgorithmException {
        byte[] message = message();
        ByteArrayOutputStream aggregate = new ByteArrayOutputStream(message.length + 20);
        aggregate.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        aggregate.writeBytes(message);
        aggregate.writeBytes(MessageDigest.getInstance("MD5").digest(message));
        parent = new SourceRecord(
                new RecordId(
                        "tributary-dev-events",
                        "shardId-000000000001",
                        "49668899999490256608559692538361571095921575989136100000",
                        0),
                new EventSource("aws:kinesis", "arn:aws:kinesis:us-east-1:000000000000:stream/tributary-dev-events"),
                "a",
                Instant.parse("2026-11-21T04:00:00Z"),
                aggregate.toByteArray());
    }

    @Benchmark
    public List<SourceRecord> takeApart() throws InvalidAggregateException {
        if (parent == null || !Aggregate.is(parent)) {
            throw new IllegalStateException("not set up");
        }
        List<SourceRecord> records = Aggregate.recordsOf(parent);
        if (records.size() != RECORDS) {
            throw new IllegalStateException(records.size() + " records");
        }
        return records;
    }

    private byte[] message() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < KEYS; i++) {
            out.writeString(1, "user" + i);
        }
        for (int i = 0; i < RECORDS; i++) {
            int keyIndex = random.nextInt(KEYS);
            byte[] data = new byte[recordBytes];
            random.nextBytes(data);
            out.writeTag(3, 2);
            out.writeUInt32NoTag(
                    CodedOutputStream.computeUInt64Size(1, keyIndex) + CodedOutputStream.computeByteArraySize(3, data));
            out.writeUInt64(1, keyIndex);
            out.writeByteArray(3, data);
        }
        out.flush();
        return bytes.toByteArray();
    }
}
