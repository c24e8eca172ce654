package dev.tributary.local.pipe;

import static dev.tributary.local.pipe.PipeFixture.ERROR;
import static dev.tributary.local.pipe.PipeFixture.answer;
import static dev.tributary.local.pipe.PipeFixture.record;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.MappingReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipeTest {

    private static final String BISECT = "OnPartialBatchItemFailure: AUTOMATIC_BISECT, MaximumRetryAttempts: 0";

    private static PipeFixture pipe(String kinesis, Function<List<Integer>, InvocationResult> enrichment) {
        return new PipeFixture(kinesis, FaultPlan.none(), enrichment);
    }

    @Test
    void shouldSendAnArrayOfFlatRecords() {
        PipeFixture fixture = pipe("BatchSize: 2", PipeFixture::enriched).deliver(3);

        assertThat(fixture.invocations()).containsExactly(List.of(1, 2), List.of(3));
        assertThat(fixture.events.get(1))
                .hasToString("[{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"key\","
                        + "\"sequenceNumber\":\"3\",\"data\":\"ZGF0YSAz\",\"approximateArrivalTimestamp\":1.77236279825E9,"
                        + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"shardId-000000000003:3\","
                        + "\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":\"arn:aws:iam::000000000000:role/pipe\","
                        + "\"awsRegion\":\"us-east-1\","
                        + "\"eventSourceARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/product-events\"}]");
    }

    @Test
    void shouldPutEachElementAsItWasWritten() {
        PipeFixture fixture = pipe(
                        "BatchSize: 10",
                        records -> answer(
                                " [ {\"price\": 1.50, \"name\": \"é]\"} , 1e2,\"a,\\\"b\" ,null, [ 1, [2] ],true, -0.0 ] "))
                .deliver(2);

        assertThat(fixture.delivery.contents())
                .containsExactly(
                        "{\"price\": 1.50, \"name\": \"é]\"}\n1e2\n\"a,\\\"b\"\nnull\n[ 1, [2] ]\ntrue\n-0.0\n");
        assertThat(fixture.pipe.puts()).isEqualTo(1);
    }

    @Test
    void shouldNotCallTheTargetForAnEmptyArray() {
        PipeFixture fixture = pipe("BatchSize: 10", records -> answer("[]")).deliver(2);

        assertThat(fixture.pipe.puts()).isZero();
        assertThat(fixture.mapping.report().recordsDelivered()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "\"[]\"", "[1", "[1}", "[1] 2", "{\"batchItemFailures\":[]}"})
    void shouldFailTheBatchWhenTheAnswerIsNoArray(String answer) {
        PipeFixture fixture =
                pipe("MaximumRetryAttempts: 1", records -> answer(answer)).deliver(2);

        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(2, 1, 0, 2, 0));
        assertThat(fixture.delivered()).isEmpty();
    }

    @Test
    void shouldFailTheBatchWhenTheAnswerIsTooLarge() {
        String largest = "[" + " ".repeat(6_291_456 - 2) + "]";

        assertThat(pipe("MaximumRetryAttempts: 0", records -> answer(largest))
                        .deliver(1)
                        .mapping
                        .report()
                        .recordsDelivered())
                .isEqualTo(1);
        assertThat(pipe("MaximumRetryAttempts: 0", records -> answer(largest + " "))
                        .deliver(1)
                        .mapping
                        .report()
                        .recordsGivenUp())
                .isEqualTo(1);
    }

    /** Pipes puts an answer in one call or not at all. */
    @Test
    void shouldSplitABatchWhoseAnswerIsMoreThanOneCallTakes() {
        PipeFixture fixture = pipe(
                        BISECT,
                        records -> answer(records.stream()
                                .flatMap(number -> Collections.nCopies(200, "{\"id\":" + number + "}").stream())
                                .collect(joining(",", "[", "]"))))
                .deliver(4);

        assertThat(fixture.invocations()).containsExactly(List.of(1, 2, 3, 4), List.of(1, 2), List.of(3, 4));
        assertThat(fixture.delivered()).hasSize(800).containsOnly(1, 2, 3, 4);
    }

    @Test
    void shouldBisectDownToTheRecordThatFails() {
        PipeFixture fixture = pipe(BISECT, records -> records.contains(3) ? ERROR : PipeFixture.enriched(records))
                .deliver(4);

        assertThat(fixture.invocations())
                .containsExactly(List.of(1, 2, 3, 4), List.of(1, 2), List.of(3, 4), List.of(3), List.of(4));
        assertThat(fixture.delivered()).containsExactly(1, 2, 4);
        assertThat(fixture.deadLetters()).hasSize(1);
    }

    @Test
    void shouldTryTheWholeBatchAgainWithoutBisect() {
        PipeFixture fixture = pipe("MaximumRetryAttempts: 2", records -> ERROR).deliver(2);

        assertThat(fixture.invocations()).containsExactly(List.of(1, 2), List.of(1, 2), List.of(1, 2));
    }

    @Test
    void shouldDescribeWhatItGivesUpAsPipesDoes() {
        PipeFixture fixture = pipe("MaximumRetryAttempts: 1", records -> ERROR)
                .deliver(List.of(record(4, DeliveryFixture.START.minusMillis(250)), record(9, DeliveryFixture.START)));

        assertThat(fixture.deadLetters())
                .singleElement()
                .hasToString("{\"context\":{"
                        + "\"partnerResourceArn\":\"arn:aws:pipes:us-east-1:000000000000:pipe/product-events\","
                        + "\"condition\":\"RetryAttemptsExhausted\"},\"version\":\"1.0\",\"timestamp\":\"2026-03-01T10:59:58.350Z\","
                        + "\"KinesisBatchInfo\":{\"shardId\":\"shardId-000000000003\",\"startSequenceNumber\":\"4\","
                        + "\"endSequenceNumber\":\"9\",\"approximateArrivalOfFirstRecord\":\"2026-03-01T10:59:58.000Z\","
                        + "\"approximateArrivalOfLastRecord\":\"2026-03-01T10:59:58.250Z\",\"batchSize\":2,"
                        + "\"streamArn\":\"arn:aws:kinesis:us-east-1:000000000000:stream/product-events\"}}");
    }

    @Test
    void shouldGiveUpWhatIsTooOld() {
        PipeFixture fixture = pipe("MaximumRecordAgeInSeconds: 60", PipeFixture::enriched)
                .deliver(List.of(record(1, DeliveryFixture.START.minusSeconds(61)), record(2, DeliveryFixture.START)));

        assertThat(fixture.delivered()).containsExactly(2);
        assertThat(fixture.deadLetters()).singleElement().satisfies(letter -> assertThat(
                        letter.at("/context/condition").asText())
                .isEqualTo("RecordAgeExceeded"));
    }

    @Test
    void shouldRepeatTheWholeBatchWithTheSameIdsAfterAPartialPut() {
        FaultPlan faults = firstThatStrikes(Fault.RECORDS_REFUSED);
        PipeFixture fixture = new PipeFixture("BatchSize: 10", faults, PipeFixture::enriched).deliver(4);

        assertThat(faults.counts()).isEqualTo(Map.of(Fault.RECORDS_REFUSED, 1));
        assertThat(fixture.invocations()).containsExactly(List.of(1, 2, 3, 4), List.of(1, 2, 3, 4));
        assertThat(fixture.delivered()).containsExactly(1, 2, 1, 2, 3, 4);
    }

    @Test
    void shouldRepeatTheWholeBatchWhenTheTargetsResponseIsLost() {
        FaultPlan faults = firstThatStrikes(Fault.RESPONSE_LOST);
        PipeFixture fixture = new PipeFixture("BatchSize: 10", faults, PipeFixture::enriched).deliver(2);

        assertThat(faults.counts()).isEqualTo(Map.of(Fault.RESPONSE_LOST, 1));
        assertThat(fixture.delivered()).containsExactly(1, 2, 1, 2);
    }

    /** The plan of the first seed in which this fault alone strikes a batch, once. */
    private static FaultPlan firstThatStrikes(Fault fault) {
        for (long seed = 0; seed < 10_000; seed++) {
            FaultPlan tried = FaultPlan.seeded(seed);
            PipeFixture fixture = new PipeFixture("BatchSize: 10", tried, PipeFixture::enriched)
                    .deliver(fault == Fault.RECORDS_REFUSED ? 4 : 2);
            if (tried.counts().equals(Map.of(fault, 1))
                    && fixture.mapping.report().invocations() == 2) {
                return FaultPlan.seeded(seed);
            }
        }
        throw new AssertionError("no seed strikes " + fault);
    }
}
