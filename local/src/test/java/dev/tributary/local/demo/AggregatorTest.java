package dev.tributary.local.demo;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class AggregatorTest {

    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(127);
    private static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private final Aggregator aggregator = new Aggregator(
            List.of(shard("first", BigInteger.ZERO, HALF.subtract(BigInteger.ONE)), shard("second", HALF, LAST)));

    private final List<DemoEvent> events = new EventGenerator(new UserEvents(Map.of())).generate(10_000);
    private final List<OutgoingRecord> records = aggregator.pack(events);
    private final List<OutgoingRecord> aggregates =
            records.stream().filter(record -> record.events().size() > 1).toList();

    @Test
    void shouldPackATenthAndLeaveTheOthersAsTheyAre() {
        assertThat(aggregates.stream()
                        .mapToInt(record -> record.events().size())
                        .sum())
                .isBetween(900, 1_100);
        assertThat(records).filteredOn(record -> record.events().size() == 1).allSatisfy(record -> {
            assertThat(record.data()).isSameAs(record.events().get(0).bytes());
            assertThat(record.partitionKey()).isEqualTo(record.events().get(0).partitionKey());
            assertThat(record.explicitHashKey()).isNull();
        });
    }

    @Test
    void shouldPackBadEventsTooButNoAggregates() {
        assertThat(aggregates.stream().flatMap(record -> record.events().stream()))
                .extracting(DemoEvent::kind)
                .contains(EventKind.MALFORMED, EventKind.OVERSIZED, EventKind.KEYLESS)
                .doesNotContain(EventKind.CORRUPT_AGGREGATE);
    }

    @Test
    void shouldSendAnAggregateToTheShardOfAllItsEvents() {
        assertThat(aggregates).allSatisfy(record -> assertThat(record.events())
                .allMatch(event -> isInSecond(hashKey(event)) == isInSecond(new BigInteger(record.explicitHashKey()))));
        assertThat(aggregates)
                .extracting(record -> isInSecond(new BigInteger(record.explicitHashKey())))
                .contains(true, false);
    }

    @Test
    void shouldKeepEachKeyInOrder() {
        List<DemoEvent> packed = new ArrayList<>();
        records.forEach(record -> packed.addAll(record.events()));

        assertThat(byKey(packed)).isEqualTo(byKey(events));
    }

    @Test
    void shouldLeaveAnEventAloneThatIsTheOnlyOneOfItsShard() {
        assertThat(aggregator.pack(events.subList(0, 1))).singleElement().satisfies(record -> assertThat(record.data())
                .isSameAs(events.get(0).bytes()));
    }

    private static Map<String, List<DemoEvent>> byKey(List<DemoEvent> events) {
        return events.stream()
                .filter(event -> event.kind() != EventKind.CORRUPT_AGGREGATE)
                .collect(groupingBy(DemoEvent::partitionKey));
    }

    private static boolean isInSecond(BigInteger hashKey) {
        return hashKey.compareTo(HALF) >= 0;
    }

    private static BigInteger hashKey(DemoEvent event) {
        return new BigInteger(1, Aggregate.md5(event.partitionKey().getBytes(StandardCharsets.UTF_8)));
    }

    private static Shard shard(String id, BigInteger first, BigInteger last) {
        return Shard.builder()
                .shardId(id)
                .hashKeyRange(range -> range.startingHashKey(first.toString()).endingHashKey(last.toString()))
                .build();
    }
}
