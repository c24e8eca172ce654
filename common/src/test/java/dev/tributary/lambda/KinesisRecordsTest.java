package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisRecordsTest {

    private static final String ARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
    private static final Instant ARRIVAL = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void shouldReadARecord() {
        SourceRecord record = KinesisRecords.from(event(record("49600"))).get(0);

        assertThat(record.id()).isEqualTo(new RecordId("orders", "shardId-000000000007", "49600", 0));
        assertThat(record.source()).isEqualTo(new EventSource("aws:kinesis", ARN));
        assertThat(record.partitionKey()).isEqualTo("customer-1");
        assertThat(record.arrivalTime()).isEqualTo(ARRIVAL);
        assertThat(record.payload()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void shouldReadThePlaceInTheParentOfARecordThatComesBackByItself() {
        KinesisEventRecord record = record("49600");
        record.setEventID("shardId-000000000007:49600:12");

        assertThat(KinesisRecords.from(event(record)).get(0).id())
                .isEqualTo(new RecordId("orders", "shardId-000000000007", "49600", 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1:2", "9999999999"})
    void shouldRefuseAPlaceInTheParentThatIsNone(String place) {
        KinesisEventRecord record = record("49600");
        record.setEventID("shardId-000000000007:49600:" + place);

        assertThatThrownBy(() -> KinesisRecords.from(event(record)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
    }

    @Test
    void shouldKeepTheOrder() {
        assertThat(KinesisRecords.from(event(record("3"), record("1"), record("2"))))
                .extracting(record -> record.id().sequence())
                .containsExactly("3", "1", "2");
    }

    @Test
    void shouldReadEachRecordsOwnStream() {
        KinesisEventRecord other = record("2");
        other.setEventSourceARN("arn:aws:kinesis:eu-west-1:111122223333:stream/returns/consumer/fast:1700000000");

        assertThat(KinesisRecords.from(event(record("1"), other, record("3"))))
                .extracting(record -> record.id().stream())
                .containsExactly("orders", "returns", "orders");
    }

    @Test
    void shouldReadNothingFromAnEventWithoutRecords() {
        assertThat(KinesisRecords.from(null)).isEmpty();
        assertThat(KinesisRecords.from(new KinesisEvent())).isEmpty();
        assertThat(KinesisRecords.from(event())).isEmpty();
    }

    static Stream<Arguments> buffers() {
        byte[] bytes = "xx{}xx".getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(2);
        direct.put("{}".getBytes(UTF_8)).flip();
        return Stream.of(
                arguments("whole", ByteBuffer.wrap("{}".getBytes(UTF_8))),
                arguments("range", ByteBuffer.wrap(bytes, 2, 2)),
                arguments("slice", ByteBuffer.wrap(bytes, 2, 2).slice()),
                arguments("head", ByteBuffer.wrap("{}xx".getBytes(UTF_8), 0, 2)),
                arguments("tail", ByteBuffer.wrap("xx{}".getBytes(UTF_8), 2, 2)),
                arguments("read-only", ByteBuffer.wrap("{}".getBytes(UTF_8)).asReadOnlyBuffer()),
                arguments("direct", direct));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("buffers")
    void shouldReadTheVisiblePartOfABufferAndLeaveItAsItWas(String name, ByteBuffer data) {
        KinesisEventRecord record = record("1");
        record.getKinesis().setData(data);

        assertThat(payload(record)).isEqualTo("{}".getBytes(UTF_8));
        assertThat(payload(record)).isEqualTo("{}".getBytes(UTF_8));
        assertThat(data.remaining()).isEqualTo(2);
    }

    @Test
    void shouldReadMissingDataAsNoBytes() {
        KinesisEventRecord record = record("1");
        record.getKinesis().setData(null);

        assertThat(payload(record)).isEmpty();
    }

    @Test
    void shouldReadEmptyDataAsNoBytes() {
        KinesisEventRecord record = record("1");
        record.getKinesis().setData(ByteBuffer.allocate(0));

        assertThat(payload(record)).isEmpty();
    }

    @Test
    void shouldReadAMissingPartitionKeyAsNone() {
        KinesisEventRecord record = record("1");
        record.getKinesis().setPartitionKey(null);

        assertThat(KinesisRecords.from(event(record)).get(0).partitionKey()).isEmpty();
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                missing("eventSourceARN", record -> record.setEventSourceARN(null)),
                missing("eventID", record -> record.setEventID(null)),
                missing("kinesis", record -> record.setKinesis(null)),
                missing("kinesis.sequenceNumber", record -> record.getKinesis().setSequenceNumber(null)),
                missing("kinesis.approximateArrivalTimestamp", record -> record.getKinesis()
                        .setApproximateArrivalTimestamp(null)));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void shouldNameTheFieldThatIsMissing(String field, Consumer<KinesisEventRecord> loss) {
        KinesisEventRecord record = record("1");
        loss.accept(record);

        assertThatThrownBy(() -> KinesisRecords.from(event(record)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(field + ": missing (expected: a Kinesis event as Lambda sends it)");
    }

    @Test
    void shouldSayThatARecordIsMissing() {
        KinesisEvent event = new KinesisEvent();
        event.setRecords(Collections.singletonList(null));

        assertThatThrownBy(() -> KinesisRecords.from(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("record: missing (expected: a Kinesis event as Lambda sends it)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":49600", "shardId-000000000007"})
    void shouldRefuseAnEventIdWithoutAShard(String eventId) {
        KinesisEventRecord record = record("1");
        record.setEventID(eventId);

        assertThatThrownBy(() -> KinesisRecords.from(event(record)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("eventID: " + eventId + " (expected: <shard>:<sequence number>)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seq"})
    void shouldRefuseASequenceNumberThatIsNone(String sequence) {
        assertThatThrownBy(() -> KinesisRecords.from(event(record(sequence))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence number: \"" + sequence + "\"");
    }

    private static Arguments missing(String field, Consumer<KinesisEventRecord> loss) {
        return arguments(field, loss);
    }

    private static byte[] payload(KinesisEventRecord record) {
        return KinesisRecords.from(event(record)).get(0).payload();
    }

    private static KinesisEvent event(KinesisEventRecord... records) {
        KinesisEvent event = new KinesisEvent();
        event.setRecords(List.copyOf(Arrays.asList(records)));
        return event;
    }

    private static KinesisEventRecord record(String sequence) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setSequenceNumber(sequence);
        kinesis.setPartitionKey("customer-1");
        kinesis.setApproximateArrivalTimestamp(Date.from(ARRIVAL));
        kinesis.setData(ByteBuffer.wrap("{}".getBytes(UTF_8)));
        KinesisEventRecord record = new KinesisEventRecord();
        record.setEventID("shardId-000000000007:" + sequence);
        record.setEventSourceARN(ARN);
        record.setKinesis(kinesis);
        return record;
    }
}
