package dev.tributary.local.async;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A queue under a clock that the test moves, with a scripted function; events are short texts, as JSON. */
final class QueueFixture {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:transform";
    static final InvocationResult OK = new Answered("{}".getBytes(UTF_8));
    static final InvocationResult ERROR = new Failed("java.lang.IllegalStateException", "boom");

    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualClock clock = new ManualClock(START);
    final List<String> invocations = new ArrayList<>();
    final List<FailedEvent> failed = new ArrayList<>();
    final InvocationQueue queue;

    private QueueFixture(String config, Function<String, InvocationResult> function, OnFailure onFailure) {
        this.queue = new InvocationQueue(
                AsyncSettings.of("Transform", json(config)),
                event -> {
                    String text = text(event);
                    invocations.add(text);
                    return function.apply(text);
                },
                event -> {
                    onFailure.send(event);
                    failed.add(event);
                },
                clock);
    }

    /** With settings as JSON. */
    static QueueFixture of(String config, Function<String, InvocationResult> function) {
        return new QueueFixture(config, function, OnFailure.NOWHERE);
    }

    static QueueFixture of(String config, Function<String, InvocationResult> function, OnFailure onFailure) {
        return new QueueFixture(config, function, onFailure);
    }

    QueueFixture accept(String... events) {
        for (String event : events) {
            queue.accept(('"' + event + '"').getBytes(UTF_8));
        }
        return this;
    }

    /** Attempts what is due. */
    QueueFixture attempt() {
        boolean more = true;
        while (more) {
            more = queue.attemptNext();
        }
        return this;
    }

    /** Lets time pass, and attempts what is due then. */
    QueueFixture pass(Duration duration) {
        clock.advance(duration);
        return attempt();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static String text(byte[] event) {
        return json(new String(event, UTF_8)).asText();
    }
}
