package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.batch.Outcome;
import dev.tributary.batch.PrefixWriter;
import dev.tributary.batch.RecordProcessor;
import dev.tributary.batch.RejectLimit;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Reports come from real runs, since nothing else can make one. */
class PartialBatchResponseTest {

    private final RuntimeException throttled = DynamoDbException.builder()
            .statusCode(400)
            .message("s3cret")
            .awsErrorDetails(AwsErrorDetails.builder()
                    .errorCode("ThrottlingException")
                    .errorMessage("s3cret")
                    .build())
            .build();

    private static final PrefixWriter WRITES = (first, last, lines, deadline) -> 1;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void shouldAnswerAnEmptyListWhenAllIsCommitted() {
        StreamsEventResponse response = PartialBatchResponse.of(run(WRITES, null, "1", "2", "3"));

        assertThat(response.getBatchItemFailures()).isNotNull().isEmpty();
    }

    @Test
    void shouldAnswerAnEmptyListForAnEmptyBatch() {
        StreamsEventResponse response = PartialBatchResponse.of(run(WRITES, null));

        assertThat(response.getBatchItemFailures()).isNotNull().isEmpty();
    }

    @Test
    void shouldAnswerTheFirstUncommittedRecordAndNoOther() {
        StreamsEventResponse response = PartialBatchResponse.of(run(WRITES, "2", "1", "2", "3", "4"));

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    9 | {"batchItemFailures":[]}
                    2 | {"batchItemFailures":[{"itemIdentifier":"2"}]}""")
    void shouldWriteTheJsonThatLambdaReads(String retried, String json) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        PartialBatchResponse.write(PartialBatchResponse.of(run(WRITES, retried, "1", "2", "3")), output);

        assertThat(output.toString(UTF_8)).isEqualTo(json);
    }

    @Test
    void shouldThrowWhenTheFirstRecordIsToBeTriedAgain() {
        BatchReport report = run(WRITES, "1", "1", "2", "3");

        assertThatThrownBy(() -> PartialBatchResponse.of(report))
                .isInstanceOf(NothingCommittedException.class)
                .hasCause(throttled)
                .hasMessage("0 of 3 records committed: RETRY at orders.shardId-000000000007.1.0, "
                        + "THROTTLED, ThrottlingException (400); all of them will be tried again");
    }

    @Test
    void shouldThrowWhenTheObjectCouldNotBeWritten() {
        PrefixWriter failing = (first, last, lines, deadline) -> {
            throw throttled;
        };
        BatchReport report = run(failing, "3", "1", "2", "3");

        assertThatThrownBy(() -> PartialBatchResponse.of(report))
                .isInstanceOf(NothingCommittedException.class)
                .hasCause(throttled)
                .hasMessageContaining("OBJECT_NOT_WRITTEN at orders.shardId-000000000007.1.0")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldThrowWithoutACauseWhenTimeIsUp() {
        Invocation late = Invocation.begun(clock, "enrich", "request-1", Duration.ofMillis(500));
        BatchReport report = batch(WRITES, null).run(records("1", "2"), late);

        assertThatThrownBy(() -> PartialBatchResponse.of(report))
                .isInstanceOf(NothingCommittedException.class)
                .hasNoCause()
                .hasMessage("0 of 2 records committed: DEADLINE at orders.shardId-000000000007.1.0; "
                        + "all of them will be tried again");
    }

    @Test
    void shouldTellARedriveAloneHowManyRecordsWereSetAsideAgain() {
        BatchReport report = setAside("2", "3").run(records("1", "2", "3"), invocation());

        assertThat(PartialBatchResponse.of(report).getBatchItemFailures()).isEmpty();
        for (Origin origin : List.of(Origin.REDRIVEN_RECORD, Origin.REDRIVEN_BATCH)) {
            assertThat(PartialBatchResponse.of(report, origin).getBatchItemFailures())
                    .extracting(BatchItemFailure::getItemIdentifier)
                    .containsExactly("set-aside:2");
        }
    }

    @Test
    void shouldTellARedriveOfNothingThatWasNotSetAsideAgain() {
        BatchReport report = setAside().run(records("1", "2"), invocation());

        assertThat(PartialBatchResponse.of(report, Origin.REDRIVEN_RECORD).getBatchItemFailures())
                .isEmpty();
    }

    @Test
    void shouldReadWhatItTellsARedrive() {
        assertThat(Redriven.setAside(Redriven.identifier(12))).hasValue(12);
        assertThat(Redriven.setAside("49600")).isEmpty();
        assertThat(Redriven.setAside("set-aside:0")).isEmpty();
    }

    private Invocation invocation() {
        return Invocation.begun(clock, "enrich", "request-1", Duration.ofSeconds(60));
    }

    /** A batch that sets these records aside. */
    private OrderedBatch<RecordId, String> setAside(String... sequences) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), clock::advance, () -> 0);
        DeadLetterQueue letters = new DeadLetterQueue(new FakeSqs(), "queue", new ClaimCheck(new NoS3(), "b"), backoff);
        Metrics metrics = new Metrics("test", clock, new PrintStream(OutputStream.nullOutputStream(), false));
        return new OrderedBatch<>(
                new RejectAt(List.of(sequences)), letters, WRITES, RejectLimit.DEFAULT, metrics, clock);
    }

    /** Sets some records aside. */
    private record RejectAt(List<String> sequences) implements RecordProcessor<RecordId, String> {

        @Override
        public RecordId decode(SourceRecord record) {
            return record.id();
        }

        @Override
        public String prepare(List<RecordId> decoded, Invocation invocation) {
            return "";
        }

        @Override
        public Outcome process(SourceRecord record, RecordId decoded, String gathered, Invocation invocation) {
            return sequences.contains(decoded.sequence())
                    ? new Outcome.Reject(new Rejection("process", "POISON", "poison (expected: none)"))
                    : new Outcome.Success(new byte[] {'{', '}'});
        }
    }

    private BatchReport run(PrefixWriter writer, @Nullable String retried, String... sequences) {
        Invocation invocation = Invocation.begun(clock, "enrich", "request-1", Duration.ofSeconds(60));
        return batch(writer, retried).run(records(sequences), invocation);
    }

    private OrderedBatch<RecordId, String> batch(PrefixWriter writer, @Nullable String retried) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), clock::advance, () -> 0);
        DeadLetterQueue unused = new DeadLetterQueue(new NoSqs(), "queue", new ClaimCheck(new NoS3(), "b"), backoff);
        Metrics metrics = new Metrics("test", clock, new PrintStream(OutputStream.nullOutputStream(), false));
        return new OrderedBatch<>(new RetryAt(retried, throttled), unused, writer, RejectLimit.DEFAULT, metrics, clock);
    }

    private List<SourceRecord> records(String... sequences) {
        EventSource source = new EventSource("aws:kinesis", "arn:aws:kinesis:eu-west-1:111122223333:stream/orders");
        return Stream.of(sequences)
                .map(sequence -> new RecordId("orders", "shardId-000000000007", sequence, 0))
                .map(id -> new SourceRecord(id, source, "key", clock.instant(), new byte[0]))
                .toList();
    }

    /** Succeeds with every record but one. */
    private record RetryAt(@Nullable String sequence, RuntimeException cause)
            implements RecordProcessor<RecordId, String> {

        @Override
        public RecordId decode(SourceRecord record) {
            return record.id();
        }

        @Override
        public String prepare(List<RecordId> decoded, Invocation invocation) {
            return "";
        }

        @Override
        public Outcome process(SourceRecord record, RecordId decoded, String gathered, Invocation invocation) {
            return decoded.sequence().equals(sequence)
                    ? new Outcome.Retry(cause)
                    : new Outcome.Success(new byte[] {'{', '}'});
        }
    }

    /** Every call fails: no record here is set aside. */
    private static final class NoSqs implements SqsClient {

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }

    private static final class NoS3 implements S3Client {

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
