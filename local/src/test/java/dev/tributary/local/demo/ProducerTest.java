package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.SentRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class ProducerTest {

    @Test
    void shouldSendByCountAndByBytes() {
        Stream stream = new Stream(event -> false);
        List<OutgoingRecord> records = new ArrayList<>(records(1_001));
        records.add(OutgoingRecord.of(new DemoEvent(EventKind.OVERSIZED, "big", new byte[3 << 20])));
        records.add(OutgoingRecord.of(new DemoEvent(EventKind.OVERSIZED, "big", new byte[3 << 20])));

        assertThat(new Producer(stream, "events").send(records, any -> {})).hasSize(1_003);

        assertThat(stream.calls).containsExactly(500, 500, 2, 1);
    }

    @Test
    void shouldSendRefusedRecordsAloneAgain() {
        List<String> refused = new ArrayList<>();
        Stream stream = new Stream(event -> event.endsWith("7") && !refused.contains(event) && refused.add(event));
        List<Integer> progress = new ArrayList<>();

        List<SentRecord> sent = new Producer(stream, "events").send(records(20), progress::add);

        assertThat(stream.calls).containsExactly(20, 2);
        assertThat(sent).extracting(SentRecord::event).containsExactlyInAnyOrderElementsOf(events);
        assertThat(sent).extracting(one -> one.position().sequence()).doesNotHaveDuplicates();
        assertThat(progress).containsExactly(20);
    }

    @Test
    void shouldNumberTheEventsOfARecordAndSendItWhereItsHashKeySays() {
        Stream stream = new Stream(event -> false);
        DemoEvent event = new DemoEvent(EventKind.KNOWN, "key", new byte[1]);
        OutgoingRecord record = new OutgoingRecord("a", "17", new byte[2], List.of(event, event, event));

        List<SentRecord> sent = new Producer(stream, "events").send(List.of(record), any -> {});

        assertThat(sent)
                .extracting(one -> one.position().toString())
                .containsExactly(
                        "events.shardId-000000000000.0.0",
                        "events.shardId-000000000000.0.1",
                        "events.shardId-000000000000.0.2");
        assertThat(sent).allSatisfy(one -> assertThat(one.data()).isSameAs(record.data()));
        assertThat(stream.hashKeys).containsExactly("17");
    }

    @Test
    void shouldGiveUpWhenAStreamRefusesForEver() {
        assertThatThrownBy(() -> new Producer(new Stream(event -> true), "events").send(records(2), any -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("2 records refused by stream events 100 times");
    }

    private final List<DemoEvent> events = new ArrayList<>();

    private List<OutgoingRecord> records(int count) {
        IntStream.range(0, count)
                .mapToObj(i -> new DemoEvent(EventKind.KNOWN, "key", ("event" + i).getBytes(StandardCharsets.UTF_8)))
                .forEach(events::add);
        return events.stream().map(OutgoingRecord::of).toList();
    }

    /** A stream that refuses some records. */
    private static final class Stream implements KinesisClient {

        final List<Integer> calls = new ArrayList<>();
        final List<@Nullable String> hashKeys = new ArrayList<>();
        private final Predicate<String> refuses;
        private int sequence;

        Stream(Predicate<String> refuses) {
            this.refuses = refuses;
        }

        @Override
        public PutRecordsResponse putRecords(PutRecordsRequest request) {
            calls.add(request.records().size());
            return PutRecordsResponse.builder()
                    .records(request.records().stream().map(this::put).toList())
                    .build();
        }

        private PutRecordsResultEntry put(PutRecordsRequestEntry record) {
            hashKeys.add(record.explicitHashKey());
            PutRecordsResultEntry.Builder result = PutRecordsResultEntry.builder();
            return refuses.test(record.data().asUtf8String())
                    ? result.errorCode("ProvisionedThroughputExceededException").build()
                    : result.shardId("shardId-000000000000")
                            .sequenceNumber(Integer.toString(sequence++))
                            .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
