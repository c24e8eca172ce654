package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.deadletter.Rejection;
import dev.tributary.notification.Notification;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Does with each record what its payload says; any other payload is its own output. */
final class ScriptedProcessor implements RecordProcessor<String, Integer> {

    static final String SECRET = "secret-of-the-customer";
    static final Duration SLOW = Duration.ofSeconds(18);

    private static final int LARGE = 1 << 20;

    final List<String> prepared = new ArrayList<>();
    final List<String> processed = new ArrayList<>();
    private final ManualClock clock;

    ScriptedProcessor(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("NullAway") // A decoder that breaks its promise.
    public String decode(SourceRecord record) throws RejectedRecordException {
        String script = new String(record.payload(), StandardCharsets.UTF_8);
        return switch (script) {
            case "undecodable" ->
                throw new RejectedRecordException("decode", "MALFORMED_JSON", "not JSON (expected: one JSON object)");
            case "decoder-breaks" -> throw new IllegalStateException(SECRET);
            case "decodes-to-null" -> null;
            case "no-code" -> throw new RejectedRecordException("", "größe", "codes that SQS refuses");
            default -> script;
        };
    }

    @Override
    public Integer prepare(List<String> decoded, Invocation invocation) {
        prepared.addAll(decoded);
        return decoded.size();
    }

    @Override
    @SuppressWarnings("NullAway") // A processor that breaks its promise.
    public Outcome process(SourceRecord record, String script, Integer gathered, Invocation invocation)
            throws RejectedRecordException {
        processed.add(script);
        return switch (script) {
            case "skip" -> new Outcome.Skip();
            case "reject" -> new Outcome.Reject(new Rejection("validate", "BAD_VALUE", "a bad value (expected: good)"));
            case "throws-rejection" -> throw new RejectedRecordException("validate", "BAD_VALUE", "a bad value");
            case "retry" -> new Outcome.Retry(AwsFailures.throttled());
            case "breaks" -> throw new IllegalStateException(SECRET.toUpperCase(Locale.ROOT) + SECRET);
            case "throws-aws" -> throw AwsFailures.timedOut();
            case "throws-wrapped-aws" -> throw new IllegalStateException(AwsFailures.throttled());
            case "null" -> null;
            case "large" -> new Outcome.Success(new byte[LARGE]);
            case "tell" -> success(script, notification(record, "told"));
            case "tell-twice" -> success(script, notification(record, "told"), notification(record, "told again"));
            case "tell-at-length" -> success(script, notification(record, "a".repeat(100_000)));
            case "slow" -> {
                clock.advance(SLOW);
                yield success(script);
            }
            default -> success(script);
        };
    }

    private static Outcome success(String line, Notification... notifications) {
        return new Outcome.Success(line.getBytes(StandardCharsets.UTF_8), List.of(notifications));
    }

    private static Notification notification(SourceRecord record, String message) {
        return new Notification(record.id(), "subject", message, Map.of());
    }
}
