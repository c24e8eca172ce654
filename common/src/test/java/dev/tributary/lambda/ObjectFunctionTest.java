package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectFunctionTest {

    private static final String EVENT = """
            {"Records": [%s, %s, %s]}""".formatted(record("a"), record("b"), record("c"));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:07Z"));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Metrics metrics = new Metrics("Tributary", clock, new PrintStream(printed, true, UTF_8));
    private final List<String> processed = new ArrayList<>();

    @Test
    void shouldAnswerWithWhatBecameOfEachObject() throws IOException {
        assertThat(handle(this::process))
                .isEqualTo("{\"objects\":[{\"object\":\"a\"},{\"object\":\"b\"},{\"object\":\"c\"}]}");
    }

    @Test
    void shouldFailWithTheFirstFailureAndProcessTheObjectsBehindIt() {
        assertThatThrownBy(() -> handle((notification, invocation) -> {
                    ObjectNode done = process(notification, invocation);
                    if (!notification.object().key().equals("b")) {
                        throw AwsFailures.s3(503, "SlowDown");
                    }
                    return done;
                }))
                .isInstanceOf(ObjectFailedException.class)
                .hasMessageContaining("THROTTLED, SlowDown (503)")
                .hasMessageContaining("a")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(processed).containsExactly("a", "b", "c");
    }

    @Test
    void shouldFailWhenTheContentBreaksOff() {
        assertThatThrownBy(() -> handle((notification, invocation) -> {
                    throw new IOException("Premature EOF");
                }))
                .isInstanceOf(ObjectFailedException.class)
                .hasMessageContaining("IO")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void shouldPrintMetricsAlsoOfAnInvocationThatFails() {
        assertThatThrownBy(() -> handle((notification, invocation) -> {
                    metrics.add(Metric.BYTES_WRITTEN, 1);
                    throw AwsFailures.timedOut();
                }))
                .isInstanceOf(ObjectFailedException.class);
        assertThat(printed.toString(UTF_8)).contains("\"BytesWritten\":3");
    }

    private String handle(ObjectFunction.ObjectProcessor processor) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new ObjectFunction(processor, metrics, clock)
                .handle(new ByteArrayInputStream(EVENT.getBytes(UTF_8)), answer, new LambdaContext());
        return answer.toString(UTF_8);
    }

    private ObjectNode process(ObjectNotification notification, Invocation invocation) {
        processed.add(notification.object().key());
        return Json.object().put("object", notification.object().key());
    }

    private static String record(String key) {
        return """
                {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-04T05:06:07.890Z",
                 "s3": {"bucket": {"name": "lake"}, "object": {"key": "%s", "eTag": "e"}}}""".formatted(key);
    }
}
