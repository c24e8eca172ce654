package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

class ConcurrencyTest extends KinesisServerContract {

    private static final int WRITERS = 4;
    private static final int CALLS = 20;
    private static final int RECORDS = 50;

    ConcurrencyTest(Protocol protocol) {
        super(protocol);
    }

    @Test
    void shouldGiveEveryRecordOnceAndInOrderWhileWritersAndReshardingGoOn() throws Exception {
        createStream("orders", 2);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            List<Future<List<Record>>> readers = List.of(FIRST_SHARD, SECOND_SHARD).stream()
                    .map(shard -> threads.submit(() -> readUntilClosed(shard)))
                    .toList();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(writer)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }

            List<Record> read = new ArrayList<>();
            for (Future<List<Record>> reader : readers) {
                read.addAll(inOrder(reader.get()));
            }
            shards("orders").stream()
                    .map(Shard::shardId)
                    .filter(id -> !id.equals(FIRST_SHARD) && !id.equals(SECOND_SHARD))
                    .forEach(id -> read.addAll(inOrder(readUntilIdle(id))));

            assertThat(read)
                    .extracting(stored -> stored.data().asUtf8String())
                    .containsExactlyInAnyOrderElementsOf(expected());
            assertThat(read).extracting(Record::sequenceNumber).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(int writer) {
        for (int call = 0; call < CALLS; call++) {
            int number = call;
            List<PutRecordsRequestEntry> entries = IntStream.range(0, RECORDS)
                    .mapToObj(record -> entry("%d/%d/%d".formatted(writer, number, record)))
                    .toList();
            assertThat(kinesis.putRecords(b -> b.streamName("orders").records(entries))
                            .failedRecordCount())
                    .isZero();
            if (writer == 0 && call == CALLS / 2) {
                // Splits both shards, which is what ends their readers.
                scale(3);
            }
        }
    }

    private static List<String> expected() {
        return IntStream.range(0, WRITERS * CALLS * RECORDS)
                .mapToObj(i -> "data of %d/%d/%d".formatted(i / (CALLS * RECORDS), i / RECORDS % CALLS, i % RECORDS))
                .toList();
    }

    private void scale(int count) {
        kinesis.updateShardCount(
                b -> b.streamName("orders").targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<Record> readUntilClosed(String shardId) {
        List<Record> records = new ArrayList<>();
        String iterator = trimHorizon("orders", shardId);
        while (iterator != null) {
            GetRecordsResponse response = get(iterator);
            records.addAll(response.records());
            iterator = response.nextShardIterator();
        }
        return records;
    }

    private List<Record> readUntilIdle(String shardId) {
        List<Record> records = new ArrayList<>();
        String iterator = trimHorizon("orders", shardId);
        while (iterator != null) {
            GetRecordsResponse response = get(iterator);
            records.addAll(response.records());
            iterator = response.millisBehindLatest() == 0 ? null : response.nextShardIterator();
        }
        return records;
    }

    private static List<Record> inOrder(List<Record> records) {
        assertThat(records)
                .extracting(stored -> new BigInteger(stored.sequenceNumber()))
                .isSorted();
        return records;
    }
}
