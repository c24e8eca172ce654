package dev.tributary.local.law;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.aws.Invocation;
import dev.tributary.batch.Outcome;
import dev.tributary.batch.RecordProcessor;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.deadletter.Rejection;
import dev.tributary.notification.Notification;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Does with each record what its kind and the dice say, and notes what it did. */
final class ScriptedProcessor implements RecordProcessor<Kind, Boolean> {

    private final Luck luck;
    private final ManualClock clock;
    private final Predicate<RecordId> told;
    private final Map<RecordId, Fate> fates = new HashMap<>();

    ScriptedProcessor(Luck luck, ManualClock clock, Predicate<RecordId> told) {
        this.luck = luck;
        this.clock = clock;
        this.told = told;
    }

    /** Another attempt begins. */
    void begin() {
        fates.clear();
    }

    /** What became of each record at this attempt. */
    Map<RecordId, Fate> fates() {
        return Map.copyOf(fates);
    }

    @Override
    public Kind decode(SourceRecord record) throws RejectedRecordException {
        Kind kind = Kind.of(record.payload());
        requireOwnPayload(record);
        if (kind == Kind.MALFORMED) {
            fates.put(record.id(), Fate.REJECTED);
            throw new RejectedRecordException("decode", "MALFORMED", "malformed (expected: well-formed)");
        }
        return kind;
    }

    @Override
    public Boolean prepare(List<Kind> decoded, Invocation invocation) {
        return true;
    }

    @Override
    public Outcome process(SourceRecord record, Kind kind, Boolean gathered, Invocation invocation) {
        if (luck.strikes(15)) {
            switch (luck.from(1, 4)) {
                case 1 -> throw new Crash("while it processed " + record.id());
                case 2 -> throw AwsFailures.throttled();
                case 3 -> clock.advance(Duration.ofSeconds(luck.from(5, 60)));
                default -> {
                    return new Outcome.Retry(AwsFailures.timedOut());
                }
            }
        }
        if (kind == Kind.HOPELESS) {
            return new Outcome.Retry(AwsFailures.throttled());
        }
        Fate fate = fateOf(kind);
        fates.put(record.id(), fate);
        return switch (fate) {
            case WRITTEN -> written(record.id());
            case SKIPPED -> new Outcome.Skip();
            case REJECTED -> rejected(kind);
        };
    }

    static byte[] line(RecordId id) {
        return ("{\"recordId\":\"" + id + "\"}").getBytes(UTF_8);
    }

    private Outcome written(RecordId id) {
        byte[] line = line(id);
        return told.test(id)
                ? new Outcome.Success(line, List.of(new Notification(id, "subject", "written: " + id, Map.of())))
                : new Outcome.Success(line);
    }

    /** A record says who it is. */
    private static void requireOwnPayload(SourceRecord record) {
        String expected = " " + record.id() + " " + record.partitionKey() + " ";
        if (!new String(record.payload(), UTF_8).contains(expected)) {
            throw new AssertionError(record.id() + " with the key " + record.partitionKey() + " has another's payload");
        }
    }

    private Fate fateOf(Kind kind) {
        return switch (kind) {
            case GOOD -> Fate.WRITTEN;
            case UNWANTED -> Fate.SKIPPED;
            case UNSETTLED -> luck.oneOf(Fate.values());
            default -> Fate.REJECTED;
        };
    }

    private static Outcome rejected(Kind kind) {
        if (kind == Kind.INVALID) {
            throw new IllegalStateException("code that breaks on this input");
        }
        return new Outcome.Reject(new Rejection("validate", "INVALID", "invalid (expected: valid)"));
    }
}
