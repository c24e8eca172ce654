package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.send.Pace;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.testing.FakeS3;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class RedriveTest {

    private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
    private static final String THROUGH = "{\"batchItemFailures\":[]}";
    private static final String SET_ASIDE = "{\"batchItemFailures\":[{\"itemIdentifier\":\"set-aside:1\"}]}";

    private final FakeQueue queue = new FakeQueue();
    private final List<String> events = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private Function<String, InvocationResult> function = event -> answer(THROUGH);
    private long limit = Long.MAX_VALUE;
    private double perSecond = Double.POSITIVE_INFINITY;

    @Test
    void shouldSendBackTheOldestFirstAndDeleteThem() throws Exception {
        queue.send(Letters.of(10));
        queue.send(Letters.of(9));
        queue.send(Letters.of(9, 1, "key", "{}", "request-9"));

        RedriveResult result = run();

        assertThat(result.isComplete()).isTrue();
        String stream = "events." + Letters.SHARD + ".";
        assertThat(result.attempts())
                .extracting(Attempt::id)
                .containsExactly(stream + "9.0", stream + "9.1", stream + "10.0");
        assertThat(origins).containsOnly(Origin.REDRIVEN_RECORD);
        assertThat(queue.bodies()).isEmpty();
    }

    @Test
    void shouldLeaveTheLettersOfOtherFunctionsToOthersWhileItWorks() throws Exception {
        String other = Letters.of(1).replace(Letters.FUNCTION, "tributary-dev-audit");
        queue.send(other);
        queue.send(Letters.of(2));
        List<String> visible = new ArrayList<>();
        function = event -> {
            visible.addAll(queue.visible());
            return answer(THROUGH);
        };

        RedriveResult result = run();

        assertThat(result.attempts()).hasSize(1);
        assertThat(visible).containsExactly(other);
        assertThat(queue.visible()).containsExactly(other);
    }

    @Test
    void shouldKeepWhatFailsAndWhatComesBehindItInItsPartitionKey() throws Exception {
        queue.send(Letters.of(1, 0, "a", "{}", "r1"));
        queue.send(Letters.of(2, 0, "a", "{}", "r2"));
        queue.send(Letters.of(3, 0, "b", "{}", "r3"));
        function = event -> event.contains("\"sequenceNumber\":\"1\"")
                ? new InvocationResult.Failed("NothingCommittedException", "throttled")
                : answer(THROUGH);

        RedriveResult result = run();

        assertThat(result.attempts())
                .extracting(Attempt::status)
                .containsExactly(Status.FAILED, Status.LEFT, Status.THROUGH);
        assertThat(result.attempts().get(0).why()).isEqualTo("NothingCommittedException: throttled");
        assertThat(result.isComplete()).isFalse();
        assertThat(queue.visible()).hasSize(2);
    }

    @Test
    void shouldDeleteALetterOnceTheNewOneIsSeenAndNotTakeThatUp() throws Exception {
        queue.send(Letters.of(1));
        function = event -> {
            queue.send(Letters.of(1, 0, "key", "{}", "invocation-1").replace("POISON", "VENOM"));
            return answer(SET_ASIDE);
        };

        RedriveResult result = run();

        assertThat(events).hasSize(1);
        assertThat(told).containsExactly(1);
        assertThat(result.attempts()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo(Status.SET_ASIDE_AGAIN);
            assertThat(one.reason()).isEqualTo("POISON");
            assertThat(one.whyReason()).isEqualTo("VENOM");
        });
        assertThat(queue.visible()).singleElement().satisfies(body -> assertThat(body)
                .contains("VENOM"));
    }

    @Test
    void shouldKeepALetterWhoseNewOneIsNotSeen() throws Exception {
        queue.send(Letters.of(1));
        function = event -> answer(SET_ASIDE);

        RedriveResult result = run();

        assertThat(result.attempts()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo(Status.FAILED);
            assertThat(one.whyReason()).isEqualTo("LETTER_NOT_SEEN");
        });
        assertThat(queue.visible()).hasSize(1);
    }

    @Test
    void shouldInvokeOnceForThePiecesOfAnObjectAndTellThemApart() throws Exception {
        queue.send(Letters.ofPiece(10, "r"));
        queue.send(Letters.ofPiece(20, "r"));
        function = event -> {
            queue.send(Letters.ofPiece(20, "invocation-1"));
            return answer("{\"objects\":[{\"deadLettered\":1}]}");
        };

        RedriveResult result = run();

        assertThat(events).hasSize(1);
        assertThat(result.attempts())
                .extracting(Attempt::status)
                .containsExactlyInAnyOrder(Status.THROUGH, Status.SET_ASIDE_AGAIN);
        assertThat(queue.visible()).containsExactly(Letters.ofPiece(20, "invocation-1"));
    }

    @Test
    void shouldSendBackOnceWhatIsThereTwice() throws Exception {
        queue.send(Letters.of(1));
        queue.send(Letters.of(1));

        RedriveResult result = run();

        assertThat(events).hasSize(1);
        assertThat(result.count(Status.THROUGH)).isEqualTo(2);
        assertThat(queue.bodies()).isEmpty();
    }

    @Test
    void shouldSendBackNoMoreThanTheLimitAndTheOldestOfAll() throws Exception {
        for (int sequence = 30; sequence > 0; sequence--) {
            queue.send(Letters.of(sequence));
        }
        limit = 2;

        RedriveResult result = run();

        assertThat(result.attempts())
                .extracting(Attempt::id)
                .containsExactly("events." + Letters.SHARD + ".1.0", "events." + Letters.SHARD + ".2.0");
        assertThat(queue.visible()).hasSize(28);
    }

    @Test
    void shouldKeepToTheRate() throws Exception {
        for (int sequence = 1; sequence <= 3; sequence++) {
            queue.send(Letters.of(sequence));
        }
        perSecond = 2;

        run();

        assertThat(slept).hasSize(2).allMatch(Duration.ofMillis(500)::equals);
    }

    @Test
    void shouldTakeAgainWhatWasHiddenForTooLongBeforeItSendsItBack() throws Exception {
        queue.send(Letters.of(1));
        queue.send(Letters.of(2, 0, "other", "{}", "r2"));
        List<Integer> visible = new ArrayList<>();
        function = event -> {
            visible.add(queue.visible().size());
            queue.advance(QueueStore.HIDDEN.toSeconds());
            return answer(THROUGH);
        };

        RedriveResult result = run();

        assertThat(visible).as("others could receive, while it is sent back").containsExactly(0, 0);
        assertThat(result.attempts()).extracting(Attempt::status).containsExactly(Status.THROUGH, Status.THROUGH);
    }

    @Test
    void shouldEndWhenNothingCanBeDeleted() throws Exception {
        queue.send(Letters.of(1));
        queue.send(Letters.of(2));
        queue.refuseDeletes();

        RedriveResult result = run();

        assertThat(events).hasSize(1);
        assertThat(result.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("not allowed"));
        assertThat(result.attempts()).singleElement().satisfies(one -> assertThat(one.whyReason())
                .isEqualTo("NOT_DELETED"));
        assertThat(queue.visible()).hasSize(2);
    }

    @Test
    void shouldEndWhenTheFunctionCannotBeInvoked() throws Exception {
        queue.send(Letters.of(1));
        queue.send(Letters.of(2));
        function = event -> {
            throw SdkClientException.create("cannot reach it");
        };

        RedriveResult result = run();

        assertThat(events).hasSize(1);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.problem()).contains("broke off: cannot reach it");
        assertThat(queue.visible()).hasSize(2);
    }

    @Test
    void shouldKeepWhatTheFunctionAnswersInAnotherWay() throws Exception {
        queue.send(Letters.of(1));
        for (String other : List.of("null", "[]", "{}", "not JSON")) {
            function = event -> answer(other);

            assertThat(run().attempts()).singleElement().satisfies(one -> assertThat(one.whyReason())
                    .isEqualTo("UNEXPECTED_ANSWER"));
        }
        assertThat(queue.visible()).hasSize(1);
    }

    @Test
    void shouldKeepALetterWhoseBytesAreOthersThanWereSetAside() throws Exception {
        queue.send(Letters.of(1).replace(Letters.sha256("{}"), Letters.sha256("[]")));

        assertThat(run().attempts()).singleElement().satisfies(one -> {
            assertThat(one.whyReason()).isEqualTo("PAYLOAD_CHANGED");
            assertThat(one.why()).contains(Letters.sha256("[]"));
        });
        assertThat(events).isEmpty();
        assertThat(queue.visible()).hasSize(1);
    }

    @Test
    void shouldDeliverTheRestOfABatchUntilNoMoreOfItGetsDone() throws Exception {
        Route route = new ThroughFunction(this::invoke, new Payloads(new FakeS3()));
        Failure batch = new Failure.GivenUpBatch(
                ((Failure.RecordLetter) EventsTest.read(Letters.of(1))).head(),
                Letters.STREAM_ARN,
                BigInteger.ONE,
                3,
                EventsTest.kinesis(1, 2, 3));
        function = event -> event.contains("\"1\"") ? answer(failedAt("2")) : answer(failedAt("3"));
        assertThat(route.send(batch)).isInstanceOf(Route.Outcome.Failed.class);
        assertThat(events).as("1-3, 2-3, 3 alone, whose failure is no progress").hasSize(3);

        function = event -> event.contains("\"1\"") ? answer(failedAt("2")) : answer(THROUGH);
        assertThat(route.send(batch)).isInstanceOf(Route.Outcome.Resolved.class);
        assertThat(origins).containsOnly(Origin.REDRIVEN_BATCH);
    }

    private static String failedAt(String sequence) {
        return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + sequence + "\"}]}";
    }

    private RedriveResult run() throws InterruptedException {
        QueueStore store = new QueueStore(queue, "queue", 0, queue::nanoTime);
        return new Redrive(
                        new ThroughFunction(this::invoke, new Payloads(new FakeS3())),
                        List.of(store),
                        store,
                        new Selection(Optional.of(Letters.FUNCTION), Optional.empty(), Optional.empty()),
                        limit,
                        new Pace(perSecond, this::slept, slept::add),
                        behind -> told.add(behind.soFar().attempts().size()),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .run();
    }

    private long slept() {
        return slept.stream().mapToLong(Duration::toNanos).sum();
    }

    private RedriveFunction.Reply invoke(byte[] event, Origin origin) {
        events.add(new String(event, UTF_8));
        origins.add(origin);
        return new RedriveFunction.Reply("invocation-" + events.size(), function.apply(new String(event, UTF_8)));
    }

    private static InvocationResult answer(String json) {
        return new InvocationResult.Answered(json.getBytes(UTF_8));
    }
}
