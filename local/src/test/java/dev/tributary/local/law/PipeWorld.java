package dev.tributary.local.law;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.aws.Backoff;
import dev.tributary.batch.AnswerLimit;
import dev.tributary.batch.WholeBatch;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lambda.PipeFunction;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.GivenUpBatch;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.KinesisRecord;
import dev.tributary.local.source.Lane;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.RecordId;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A shard, the pipe that reads it, the function that enriches for it and the delivery stream behind, by the seed's dice. */
final class PipeWorld {

    private final Luck luck;
    private final ManualClock clock = new ManualClock(World.START);
    private final boolean mayGiveUp;
    private final Misfortunes misfortunes;
    private final Sent sent = new Sent();
    private final AnswerLimit limit;
    private final PipeLedger ledger;
    private final DeliveryFixture delivery;
    private final Pipe pipe;
    private final EventSourceMapping mapping;

    PipeWorld(long seed) {
        this.luck = new Luck(seed);
        this.mayGiveUp = luck.in100(50);
        // From less than one line, over less than one aggregate, to any batch.
        this.limit = new AnswerLimit(
                luck.oneOf(40, 150, 1_000, 100_000), Integer.MAX_VALUE, luck.oneOf(1, 3, 10, 500), "send less");
        FakeS3 s3 = new FakeS3(DeadLetters.BUCKET);
        FakeSqs sqs = new FakeSqs();
        this.misfortunes = new Misfortunes(luck, clock, s3, sqs, new FakeSns());
        this.ledger = new PipeLedger(sent, new DeadLetters(sqs, s3, luck, sent), limit, luck);
        FaultPlan faults = luck.in100(20) ? FaultPlan.none() : FaultPlan.seeded(seed);
        this.delivery = DeliveryFixture.ofLines(clock, faults);
        this.pipe = new Pipe(function(new RetryingS3(s3, luck), sqs), delivery.stream, faults);
        this.mapping =
                EventSourceMapping.ofPipe(World.MAPPING, settings(), this::passOn, this::giveUp, clock, clock::advance);
    }

    private FunctionInvoker function(RetryingS3 s3, FakeSqs sqs) {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), clock::advance, luck.random());
        ScriptedProcessor processor = new ScriptedProcessor(luck, clock, id -> false);
        Metrics metrics = new Metrics("Tributary", clock, World.NOWHERE);
        DeadLetterQueue deadLetters =
                new DeadLetterQueue(sqs, "queue", new ClaimCheck(s3, DeadLetters.BUCKET), backoff);
        WholeBatch<?, ?> batch =
                new WholeBatch<>(processor, limit, deadLetters, luck.rejectLimit(mayGiveUp, true), metrics, clock);
        return new PipeLawFunction(
                new PipeFunction(batch, metrics, clock), processor, misfortunes, ledger, luck, clock);
    }

    private StreamMapping settings() {
        boolean limitedAge = mayGiveUp && luck.in100(50);
        return StreamMapping.fromProperties(Map.of(
                "StartingPosition",
                "TRIM_HORIZON",
                "BatchSize",
                luck.in100(50) ? luck.from(1, 10) : luck.from(1, 50),
                "MaximumBatchingWindowInSeconds",
                luck.from(0, 2),
                // A batch whose answer is too large comes through in no other way.
                "BisectBatchOnFunctionError",
                !mayGiveUp || luck.in100(60),
                "MaximumRecordAgeInSeconds",
                limitedAge ? luck.from(60, 300) : -1,
                "MaximumRetryAttempts",
                mayGiveUp && !limitedAge ? luck.oneOf(0, 0, 1, 4) : -1));
    }

    /** Sends records, lets the pipe deliver them, and checks the promise on the way and at the end. */
    Luck run() throws InterruptedException {
        Producer producer = new Producer(luck, sent, World.SHARD, mayGiveUp);
        Lane lane = mapping.lane(World.SHARD);
        int records = luck.from(1, luck.oneOf(8, 30, 60));
        for (int i = 0; i < records; i++) {
            KinesisRecord record =
                    producer.send(Long.toString(World.FIRST_SEQUENCE + i), "user-" + luck.from(1, 8), clock.instant());
            lane.offer(List.of(record));
            if (luck.in100(20)) {
                lane.deliverReady();
            }
            delivery.stream.deliverReady();
            clock.advance(Duration.ofMillis(luck.from(0, 1_500)));
        }
        lane.drain();
        delivery.stream.flush();
        misfortunes.landAll();
        ledger.close(lake());
        return luck;
    }

    private InvocationResult passOn(byte[] event) {
        long puts = pipe.puts();
        InvocationResult result = pipe.invoke(event);
        if (result instanceof Answered answer) {
            ledger.passedOn(PipeLawFunction.sequences(event), PipeLawFunction.lines(answer.payload()));
        } else if (pipe.puts() > puts) {
            luck.saw(Event.PUT_FAILED);
        }
        return result;
    }

    private void giveUp(GivenUpBatch batch) {
        batch.records().forEach(record -> ledger.givenUp(record.sequenceNumber()));
    }

    private List<RecordId> lake() {
        return delivery.contents().stream()
                .flatMap(String::lines)
                .flatMap(line -> PipeLawFunction.lines(("[" + line + "]").getBytes(UTF_8)).stream())
                .toList();
    }
}
