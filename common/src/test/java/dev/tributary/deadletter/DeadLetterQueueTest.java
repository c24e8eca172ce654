package dev.tributary.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.RefusedEntryException;
import dev.tributary.aws.Sent;
import dev.tributary.record.Input;
import dev.tributary.record.ObjectPiece;
import dev.tributary.record.ObjectVersion;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterQueueTest {

    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters";
    private static final String BUCKET = "claims";
    private static final Duration TIME = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(TIME, clock);
    private final FakeSqs sqs = new FakeSqs();
    private final FakeS3 s3 = new FakeS3(BUCKET);
    private final DeadLetterQueue queue =
            new DeadLetterQueue(sqs, QUEUE, new ClaimCheck(s3, BUCKET), Backoffs.on(clock));

    @Test
    void shouldSendNothingWithoutLetters() {
        assertThat(queue.send(List.of(), deadline)).isEqualTo(new Sent(0, null));
        assertThat(sqs.calls()).isEmpty();
    }

    @Test
    void shouldSendByTenInOrder() {
        assertThat(queue.send(letters(25), deadline)).isEqualTo(new Sent(25, null));

        assertThat(sqs.calls()).extracting(call -> call.entries().size()).containsExactly(10, 10, 5);
        assertThat(sentIds()).isEqualTo(ids(1, 25));
    }

    @Test
    void shouldRepeatStageReasonFunctionAndIdAsAttributes() {
        queue.send(letters(1), deadline);

        assertThat(sqs.messages()).singleElement().satisfies(message -> {
            assertThat(message.queueUrl()).isEqualTo(QUEUE);
            assertThat(message.attributes())
                    .isEqualTo(Map.of(
                            "recordId", "orders.shardId-000000000000.1.0",
                            "stage", "decode",
                            "reason", "MALFORMED_JSON",
                            "function", "enrichment"));
        });
    }

    @Test
    void shouldLogHowManyOfEachReasonAreDurableAndNothingOfTheirPayloads() {
        sqs.faults().failCall(FakeSqs.SEND, 2, AwsFailures.timedOut(), Effect.NONE);
        List<DeadLetter> letters = new ArrayList<>(letters(9));
        letters.add(new DeadLetter(
                Records.record(10, "{}"),
                new Rejection("join", "REFERENCE_NOT_FOUND", "no user"),
                TestInvocations.begun(clock),
                clock.instant()));
        letters.addAll(letters(5));

        List<JsonNode> lines = logged(() -> queue.send(letters, deadline));

        assertThat(lines)
                .extracting(
                        line -> line.path("message").textValue(),
                        line -> line.path("stage").textValue(),
                        line -> line.path("rejection").textValue(),
                        line -> line.path("records").intValue(),
                        line -> line.path("first").textValue())
                .containsExactly(
                        tuple("set aside", "decode", "MALFORMED_JSON", 9, id(1)),
                        tuple("set aside", "join", "REFERENCE_NOT_FOUND", 1, id(10)));
        assertThat(lines).noneMatch(line -> line.toString().contains("payload"));
    }

    @Test
    void shouldLogNothingWhereNothingIsDurable() {
        sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(403, "AccessDenied"));

        assertThat(logged(() -> queue.send(letters(2), deadline))).isEmpty();
    }

    @Test
    void shouldBeginAnotherCallBeforeTheBytesOfOneAreTooMany() {
        List<DeadLetter> letters = List.of(letter(1, 90_000), letter(2, 90_000), letter(3, 90_000));

        assertThat(queue.send(letters, deadline)).isEqualTo(new Sent(3, null));
        assertThat(sqs.calls()).extracting(call -> call.entries().size()).containsExactly(2, 1);
        assertThat(s3.puts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {195_000, 195_300, 195_600, 195_900, 196_200, 196_500, 196_606, 196_607, 196_608, 196_700})
    void shouldStayWithinTheLimitsForEveryPayloadAboutAsLargeAsAMessage(int bytes) {
        assertThat(queue.send(List.of(letter(1, bytes), letter(2, bytes)), deadline))
                .isEqualTo(new Sent(2, null));
        assertThat(sentIds()).isEqualTo(ids(1, 2));
    }

    @Test
    void shouldKeepALargePayloadInS3() {
        DeadLetter large = letter(1, 1 << 20);

        assertThat(queue.send(List.of(large, letter(2, 1)), deadline)).isEqualTo(new Sent(2, null));

        String key = "dead-letters/enrichment/orders.shardId-000000000000.1.0";
        assertThat(s3.objects()).containsOnlyKeys(BUCKET + "/" + key);
        assertThat(s3.object(BUCKET, key).bytes()).isEqualTo(large.input().payload());
        JsonNode envelope = body(0);
        assertThat(envelope.path("payloadRef").textValue()).isEqualTo("s3://" + BUCKET + "/" + key);
        assertThat(envelope.has("payload")).isFalse();
        assertThat(body(1).has("payload")).isTrue();
    }

    @Test
    void shouldWriteTheSameClaimAgainOnARepeat() {
        queue.send(List.of(letter(1, 1 << 20)), deadline);

        assertThat(queue.send(List.of(letter(1, 1 << 20)), deadline)).isEqualTo(new Sent(1, null));
        assertThat(s3.objects()).hasSize(1);
    }

    @Test
    void shouldStopBeforeTheLetterWhoseClaimFails() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"), Effect.NONE);

        Sent sent = queue.send(List.of(letter(1, 1), letter(2, 1), letter(3, 1 << 20), letter(4, 1)), deadline);

        assertThat(sent.durable()).isEqualTo(2);
        assertThat(sent.failure()).hasMessageContaining("SlowDown");
        assertThat(sentIds()).isEqualTo(ids(1, 2));
    }

    @Test
    void shouldReportTheEarlierFailureWhenAClaimFailsAndTheCallBeforeItToo() {
        s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"));
        sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(403, "AccessDenied"));

        Sent sent = queue.send(List.of(letter(1, 1), letter(2, 1 << 20)), deadline);

        assertThat(sent.durable()).isZero();
        assertThat(sent.failure()).hasMessageContaining("AccessDenied");
    }

    @Test
    void shouldSendOnlyTheFailedEntriesAgain() {
        AtomicInteger refusals = new AtomicInteger();
        sqs.refuse(entry -> isOneOf(entry.messageBody(), 2, 3) && refusals.incrementAndGet() <= 2);

        assertThat(queue.send(letters(4), deadline)).isEqualTo(new Sent(4, null));
        assertThat(sqs.calls()).extracting(call -> call.entries().size()).containsExactly(4, 2);
        assertThat(sentIds()).containsExactlyInAnyOrderElementsOf(ids(1, 4));
        assertThat(clock.instant()).isEqualTo(Records.ARRIVAL.plusMillis(25));
    }

    @Test
    void shouldGiveUpAtTheDeadlineAndNameTheFirstThatIsNotDurable() {
        sqs.refuse(entry -> isOneOf(entry.messageBody(), 12, 14));

        Sent sent = queue.send(letters(25), deadline);

        assertThat(sent.durable()).isEqualTo(11);
        assertThat(sent.failure())
                .isInstanceOf(RefusedEntryException.class)
                .hasMessage("SQS refused a dead letter: InternalError");
        assertThat(sentIds()).contains(id(13), id(20)).doesNotContain(id(12), id(14), id(21));
        assertThat(clock.instant()).isAfter(Records.ARRIVAL.plusSeconds(8)).isBefore(Records.ARRIVAL.plus(TIME));
    }

    @Test
    void shouldStopAtAWholeCallThatFails() {
        sqs.faults().failCall(FakeSqs.SEND, 2, AwsFailures.timedOut(), Effect.NONE);

        Sent sent = queue.send(letters(25), deadline);

        assertThat(sent.durable()).isEqualTo(10);
        assertThat(sent.failure()).isInstanceOf(AwsFailures.timedOut().getClass());
        assertThat(sentIds()).isEqualTo(ids(1, 10));
    }

    @Test
    void shouldNotTakeACallForDoneWhoseAnswerWasLost() {
        sqs.faults().failCall(FakeSqs.SEND, 1, AwsFailures.timedOut(), Effect.DONE);

        assertThat(queue.send(letters(3), deadline).durable()).isZero();
        assertThat(sentIds()).isEqualTo(ids(1, 3));
    }

    @Test
    void shouldCountWhatWasSentBeforeARepeatedCallFails() {
        sqs.refuse(entry -> isOneOf(entry.messageBody(), 3));
        sqs.faults().failCall(FakeSqs.SEND, 2, AwsFailures.disconnected(), Effect.NONE);

        Sent sent = queue.send(letters(5), deadline);

        assertThat(sent.durable()).isEqualTo(2);
        assertThat(sent.failure()).hasMessageContaining("Connection reset");
    }

    @Test
    void shouldBeginNoCallPastTheDeadline() {
        sqs.refuse(entry -> {
            clock.advance(TIME.dividedBy(2));
            return false;
        });

        Sent sent = queue.send(List.of(letter(1, 150_000), letter(2, 150_000), letter(3, 150_000)), deadline);

        assertThat(sent.durable()).isEqualTo(2);
        assertThat(sent.failure()).isInstanceOf(TimeoutException.class);
        assertThat(sentIds()).isEqualTo(ids(1, 2));
    }

    @Test
    void shouldStoreNoClaimPastTheDeadline() {
        clock.advance(TIME);

        Sent sent = queue.send(List.of(letter(1, 1 << 20)), deadline);

        assertThat(sent.durable()).isZero();
        assertThat(sent.failure()).isInstanceOf(TimeoutException.class);
        assertThat(s3.puts()).isEmpty();
    }

    @Test
    void shouldStoreTheLargePayloadOfAPieceUnderItsId() {
        ObjectVersion object = new ObjectVersion("lake", "raw/a b", Optional.of("v1"), Optional.empty());
        ObjectPiece piece = new ObjectPiece(object, 17, 1 << 21, Records.ARRIVAL, new byte[1 << 20]);

        assertThat(queue.send(List.of(letter(piece)), deadline)).isEqualTo(new Sent(1, null));

        String key = "dead-letters/enrichment/lake." + object.identity() + ".17.0";
        assertThat(s3.object(BUCKET, key).bytes()).hasSize(1 << 20);
        assertThat(body(0).path("payloadRef").textValue()).isEqualTo("s3://claims/" + key);
        assertThat(sentIds()).containsExactly(piece.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "\uFFFE", "\uD800"})
    void shouldSendLettersWithPartitionKeysThatSqsWouldRefuse(String partitionKey) {
        SourceRecord record = Records.withPartitionKey(Records.record(1, "{}"), partitionKey);

        assertThat(queue.send(List.of(letter(record)), deadline)).isEqualTo(new Sent(1, null));
        assertThat(body(0).at("/source/partitionKey").textValue()).isEqualTo(partitionKey);
    }

    private static List<JsonNode> logged(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .map(DeadLetterQueueTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private List<DeadLetter> letters(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> letter(i, 1)).toList();
    }

    private DeadLetter letter(int sequence, int payloadBytes) {
        return letter(Records.record(Records.id(sequence), new byte[payloadBytes]));
    }

    private DeadLetter letter(Input input) {
        return new DeadLetter(
                input,
                new Rejection("decode", "MALFORMED_JSON", "not JSON"),
                TestInvocations.begun(clock),
                clock.instant());
    }

    private JsonNode body(int message) {
        return json(sqs.messages().get(message).body());
    }

    private List<String> sentIds() {
        return sqs.messages().stream()
                .map(message -> message.attributes().get("recordId"))
                .toList();
    }

    private static boolean isOneOf(String body, int... sequences) {
        return IntStream.of(sequences).anyMatch(sequence -> body.contains('"' + id(sequence) + '"'));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(DeadLetterQueueTest::id)
                .toList();
    }

    private static String id(int sequence) {
        return Records.id(sequence).toString();
    }
}
