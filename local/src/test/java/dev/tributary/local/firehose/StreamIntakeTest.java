package dev.tributary.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.local.source.KinesisRecord;
import dev.tributary.local.source.Lane;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

class StreamIntakeTest {

    private static final int RECORDS = 60;
    private static final int SEEDS = 200;

    @Test
    void shouldTakeTheBytesOfEachRecordInOrder() throws InterruptedException {
        DeliveryFixture delivery = lines(FaultPlan.none());
        read(delivery, FaultPlan.none(), "{\"a\":1}", "no JSON", "{\n \"b\": 2\n}");
        delivery.pass(Duration.ofSeconds(5));

        assertThat(delivery.contents()).containsExactly("{\"a\":1}\nno JSON\n{\n \"b\": 2\n}\n");
        assertThat(delivery.stream.report().recordsAccepted()).isEqualTo(3);
    }

    @Test
    void shouldFailOnWhatIsNoBatch() {
        assertThat(new StreamIntake(lines(FaultPlan.none()).stream, FaultPlan.none()).invoke("[".getBytes(UTF_8)))
                .isInstanceOf(Failed.class);
    }

    /** Nothing is lost whatever the seed, and something is repeated only after a batch that was taken unknown to the reader. */
    @Test
    void shouldLoseNothingAndRepeatForAReason() throws InterruptedException {
        int repeats = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            FaultPlan faults = FaultPlan.seeded(seed);
            DeliveryFixture delivery = lines(FaultPlan.none());
            read(
                    delivery,
                    faults,
                    IntStream.range(0, RECORDS).mapToObj(Integer::toString).toArray(String[]::new));
            delivery.pass(Duration.ofSeconds(5));

            List<String> found =
                    delivery.contents().stream().flatMap(String::lines).toList();
            assertThat(new HashSet<>(found)).as("seed %d", seed).hasSize(RECORDS);
            assertThat(found.size() > RECORDS)
                    .as("seed %d", seed)
                    .isEqualTo(faults.counts().containsKey(Fault.RESPONSE_LOST));
            repeats += found.size() - RECORDS;
        }
        assertThat(repeats).isGreaterThan(SEEDS);
    }

    private static DeliveryFixture lines(FaultPlan faults) {
        return DeliveryFixture.ofLines(new ManualClock(DeliveryFixture.START), faults);
    }

    /** As a shard is read, in batches of ten. */
    private static void read(DeliveryFixture delivery, FaultPlan faults, String... data) throws InterruptedException {
        EventSourceMapping mapping = EventSourceMapping.ofPipe(
                new MappingIdentity(new UUID(0, 1), "arn:aws:kinesis:r:1:stream/changes", "delivery", "role"),
                StreamMapping.fromProperties(Map.of("StartingPosition", "TRIM_HORIZON", "BatchSize", 10)),
                new StreamIntake(delivery.stream, faults),
                FailureDestination.NONE,
                delivery.clock,
                wait -> {});
        Lane lane = mapping.lane("shardId-000000000000");
        List<KinesisRecord> records = new ArrayList<>();
        Arrays.stream(data).forEach(text -> records.add(record(records.size(), text)));
        lane.offer(records);
        lane.drain();
    }

    private static KinesisRecord record(int number, String text) {
        return new KinesisRecord(Record.builder()
                .sequenceNumber(Integer.toString(number))
                .partitionKey("key")
                .data(SdkBytes.fromUtf8String(text))
                .approximateArrivalTimestamp(DeliveryFixture.START)
                .build());
    }
}
