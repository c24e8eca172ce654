package dev.tributary.local.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.local.up.CommandFailedException;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class OrderedSenderTest {

    private static final String LINE = "{\"key\":\"%s\",\"number\":%d}%n";

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Stream stream = new Stream();

    @Test
    void shouldSendFiveHundredRecordsAtOnce() throws Exception {
        SendCounts counts = send(IntStream.range(0, 1_001)
                .mapToObj(i -> LINE.formatted("key" + i, i))
                .collect(Collectors.joining()));

        assertThat(stream.calls).containsExactly(500, 500, 1);
        assertThat(counts.records()).isEqualTo(1_001);
        assertThat(counts.resent()).isZero();
    }

    @Test
    void shouldEndACallBeforeItIsTooLarge() throws Exception {
        String large = "x".repeat(1_000_000);
        send(IntStream.range(0, 6)
                .mapToObj(i -> "{\"key\":%d,\"text\":\"%s\"}%n".formatted(i, large))
                .collect(Collectors.joining()));

        assertThat(stream.calls).containsExactly(5, 1);
    }

    @Test
    void shouldSendEachKeyOnceACallSoThatItsOrderHolds() throws Exception {
        send(LINE.formatted("a", 1)
                + LINE.formatted("a", 2)
                + LINE.formatted("b", 3)
                + LINE.formatted("a", 4)
                + LINE.formatted("b", 5));

        assertThat(stream.calls).containsExactly(2, 2, 1);
        assertThat(stream.taken).containsExactly("a1", "b3", "a2", "b5", "a4");
    }

    @Test
    void shouldSendARefusedRecordBeforeLaterOnesOfItsKey() throws Exception {
        List<String> refused = new ArrayList<>();
        stream.refuses = record -> record.startsWith("a1") && refused.size() < 3 && refused.add(record);

        SendCounts counts =
                send(LINE.formatted("a", 1) + LINE.formatted("b", 2) + LINE.formatted("a", 3) + LINE.formatted("b", 4));

        assertThat(stream.taken).containsSubsequence("a1", "a3").containsSubsequence("b2", "b4");
        assertThat(counts.resent()).isEqualTo(3);
        assertThat(counts.records()).isEqualTo(4);
    }

    @Test
    void shouldWaitOnceAllIsRefused() throws Exception {
        List<String> refused = new ArrayList<>();
        stream.refuses = record -> refused.size() < 3 && refused.add(record);

        send(LINE.formatted("a", 1));

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofMillis(25 + 50 + 100)));
    }

    @Test
    void shouldGiveUpAStreamThatRefusesForHalfAMinute() {
        stream.refuses = record -> true;

        assertThatThrownBy(() -> send(LINE.formatted("a", 1)))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("stream events has refused records for 30 s (expected: that it takes them again)");
        assertThat(clock.instant()).isBetween(Instant.ofEpochSecond(28), Instant.ofEpochSecond(30));
    }

    @Test
    void shouldSendWhatIsBeforeALineWithoutKey() {
        assertThatThrownBy(
                        () -> send(LINE.formatted("a", 1) + LINE.formatted("a", 2) + "{}\n" + LINE.formatted("a", 4)))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("line 3: no value at /key");
        assertThat(stream.taken).containsExactly("a1", "a2");
    }

    private SendCounts send(String text) throws Exception {
        OrderedSender sender = new OrderedSender(
                stream,
                "events",
                new Pace(Double.POSITIVE_INFINITY, () -> 0, clock::advance),
                Backoffs.on(clock),
                clock,
                counts -> {});
        sender.send(
                new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), new Keys(JsonPointer.compile("/key"))));
        return sender.counts();
    }

    /** A stream that refuses some records, told by key and number. */
    private static final class Stream implements KinesisClient {

        final List<Integer> calls = new ArrayList<>();
        final List<String> taken = new ArrayList<>();
        Predicate<String> refuses = record -> false;

        @Override
        public PutRecordsResponse putRecords(PutRecordsRequest request) {
            calls.add(request.records().size());
            return PutRecordsResponse.builder()
                    .records(request.records().stream().map(this::put).toList())
                    .build();
        }

        private PutRecordsResultEntry put(PutRecordsRequestEntry entry) {
            String record = entry.partitionKey() + numberIn(entry.data().asUtf8String());
            if (refuses.test(record)) {
                return PutRecordsResultEntry.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build();
            }
            taken.add(record);
            return PutRecordsResultEntry.builder().sequenceNumber("1").build();
        }

        private static String numberIn(String line) {
            return line.substring(line.lastIndexOf(':') + 1, line.length() - 1);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
