package dev.tributary.local.law;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.aws.Backoff;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.batch.RejectLimit;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.lake.LakeLocation;
import dev.tributary.lake.LakeWriter;
import dev.tributary.lambda.StreamFunction;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.GivenUpBatch;
import dev.tributary.local.source.KinesisRecord;
import dev.tributary.local.source.Lane;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.NotificationTopic;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A shard, the mapping that reads it and the function behind it, all by the seed's dice. */
final class World {

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:law:live";

    static final MappingIdentity MAPPING = new MappingIdentity(
            UUID.fromString("0f0e0d0c-1111-2222-3333-444455556666"),
            "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
            FUNCTION_ARN,
            "arn:aws:iam::123456789012:role/law");
    static final String SHARD = "shardId-000000000003";
    /** A few seconds before the hour, so that keys fall into different hours, and attempts too. */
    static final Instant START = Instant.parse("2026-03-01T10:59:55.250Z");
    /** Sequence numbers grow by a digit under way. */
    static final long FIRST_SEQUENCE = 99_980;

    static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);

    private final Luck luck;
    private final ManualClock clock = new ManualClock(START);
    private final Misfortunes misfortunes;
    private final Ledger ledger;
    private final EventSourceMapping mapping;
    private final boolean mayGiveUp;
    private final Producer producer;
    private final Map<Integer, Lane> lanes = new HashMap<>();

    World(long seed) {
        this.luck = new Luck(seed);
        this.mayGiveUp = luck.in100(50);
        FakeS3 s3 = new FakeS3(Lake.BUCKET, DeadLetters.BUCKET);
        FakeSqs sqs = new FakeSqs();
        FakeSns sns = new FakeSns();
        this.misfortunes = new Misfortunes(luck, clock, s3, sqs, sns);
        Sent sent = new Sent();
        Told told = new Told(sns, luck);
        this.ledger = new Ledger(sent, new Lake(s3), new DeadLetters(sqs, s3, luck, sent), told, luck);
        this.producer = new Producer(luck, sent, SHARD, mayGiveUp);
        StreamMapping settings = settings();
        RejectLimit rejects = luck.rejectLimit(mayGiveUp, settings.bisectBatchOnFunctionError());
        this.mapping = new EventSourceMapping(
                MAPPING,
                settings,
                function(rejects, new RetryingS3(s3, luck), sqs, sns, told),
                this::giveUp,
                clock,
                clock::advance);
    }

    private LawFunction function(RejectLimit rejects, RetryingS3 s3, FakeSqs sqs, FakeSns sns, Told told) {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), clock::advance, luck.random());
        ScriptedProcessor processor = new ScriptedProcessor(luck, clock, told::isWanted);
        Metrics metrics = new Metrics("Tributary", clock, NOWHERE);
        LakeWriter lake = new LakeWriter(s3, new LakeLocation(Lake.BUCKET, "enriched-data", "orders"), backoff);
        DeadLetterQueue deadLetters =
                new DeadLetterQueue(sqs, "queue", new ClaimCheck(s3, DeadLetters.BUCKET), backoff);
        NotificationTopic topic = new NotificationTopic(sns, "topic", backoff);
        OrderedBatch<?, ?> batch =
                new OrderedBatch<>(processor, deadLetters, topic, lake::write, rejects, metrics, clock);
        return new LawFunction(new StreamFunction(batch, metrics, clock), processor, misfortunes, ledger, luck, clock);
    }

    private StreamMapping settings() {
        boolean limitedAge = mayGiveUp && luck.in100(50);
        return StreamMapping.fromProperties(Map.of(
                "StartingPosition",
                "TRIM_HORIZON",
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures"),
                "BatchSize",
                luck.in100(50) ? luck.from(1, 10) : luck.from(1, 50),
                "MaximumBatchingWindowInSeconds",
                luck.from(0, 2),
                "ParallelizationFactor",
                luck.in100(50) ? 1 : luck.from(2, 10),
                "BisectBatchOnFunctionError",
                luck.in100(60),
                "MaximumRecordAgeInSeconds",
                limitedAge ? luck.from(60, 300) : -1,
                "MaximumRetryAttempts",
                mayGiveUp && !limitedAge ? luck.oneOf(0, 0, 1, 4) : -1));
    }

    /** Sends records, lets Lambda deliver them, and checks the promise on the way and at the end. */
    Luck run() throws InterruptedException {
        int parents = luck.from(1, luck.oneOf(8, 30, 60));
        for (int i = 0; i < parents; i++) {
            KinesisRecord record =
                    producer.send(Long.toString(FIRST_SEQUENCE + i), "user-" + luck.from(1, 8), clock.instant());
            lanes.computeIfAbsent(mapping.laneOf(record.orderingKey()), lane -> mapping.lane(SHARD))
                    .offer(List.of(record));
            if (luck.in100(20)) {
                luck.oneOf(lanes.values().toArray(Lane[]::new)).deliverReady();
            }
            clock.advance(Duration.ofMillis(luck.from(0, 1_500)));
        }
        for (Lane lane : lanes.values()) {
            lane.drain();
        }
        misfortunes.landAll();
        ledger.close();
        return luck;
    }

    private void giveUp(GivenUpBatch batch) {
        batch.records().forEach(record -> ledger.givenUp(record.sequenceNumber()));
    }
}
