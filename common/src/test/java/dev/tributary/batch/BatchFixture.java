package dev.tributary.batch;

import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.batch.RecordingWriter.Written;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.NotificationTopic;
import dev.tributary.notification.Publisher;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A batch with everything around it in memory. */
final class BatchFixture {

    static final Duration AGE = Duration.ofSeconds(3);

    final ManualClock clock = new ManualClock(Records.ARRIVAL.plus(AGE));
    final ScriptedProcessor processor = new ScriptedProcessor(clock);
    final FakeSqs sqs = new FakeSqs();
    final FakeSns sns = new FakeSns();
    final RecordingWriter writer = new RecordingWriter();
    final Metrics metrics = new Metrics(
            "Tributary", clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    private final DeadLetterQueue deadLetters =
            new DeadLetterQueue(sqs, "queue", new ClaimCheck(new FakeS3("claims"), "claims"), Backoffs.on(clock));
    private final Publisher topic = new NotificationTopic(sns, "topic", Backoffs.on(clock));
    private final OrderedBatch<String, Integer> batch;

    BatchFixture() {
        this(RejectLimit.DEFAULT);
    }

    /** With another limit than the one that ships. */
    BatchFixture(RejectLimit rejects) {
        batch = new OrderedBatch<>(processor, deadLetters, topic, writer, rejects, metrics, clock);
    }

    BatchReport run(String... payloads) {
        return run(Records.of(payloads));
    }

    BatchReport run(List<SourceRecord> records) {
        return batch.run(records, TestInvocations.begun(clock));
    }

    /** Runs a batch of a function that has no topic. */
    BatchReport runWithoutTopic(String... payloads) {
        return new OrderedBatch<>(processor, deadLetters, writer, RejectLimit.DEFAULT, metrics, clock)
                .run(Records.of(payloads), TestInvocations.begun(clock));
    }

    @SafeVarargs
    final BatchReport runParents(List<SourceRecord>... parents) {
        List<SourceRecord> records = new ArrayList<>();
        for (List<SourceRecord> parent : parents) {
            records.addAll(parent);
        }
        return run(records);
    }

    /** The one object that was written. */
    Written written() {
        if (writer.written.size() != 1) {
            throw new AssertionError(writer.written.size() + " objects written (expected: 1)");
        }
        return writer.written.get(0);
    }

    List<String> deadLetterIds() {
        return sqs.messages().stream()
                .map(message -> message.attributes().getOrDefault("recordId", ""))
                .toList();
    }

    List<String> notifiedIds() {
        return sns.messages().stream()
                .map(message -> message.attributes().getOrDefault("recordId", ""))
                .toList();
    }

    String deadLetter(int index) {
        return sqs.messages().get(index).body();
    }

    /** Why the batch ended early. */
    static Stop stop(BatchReport report) {
        return report.stop().orElseThrow(() -> new AssertionError("every record is committed"));
    }

    static Counts counts(int succeeded, int skipped, int deadLettered) {
        boolean nothing = succeeded + skipped + deadLettered == 0;
        return new Counts(succeeded, skipped, deadLettered, nothing ? 0 : RecordingWriter.BYTES);
    }

    static String id(int sequence) {
        return Records.id(sequence).toString();
    }
}
