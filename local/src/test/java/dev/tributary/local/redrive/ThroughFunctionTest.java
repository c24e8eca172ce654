package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.local.redrive.RedriveFunction.Reply;
import dev.tributary.local.redrive.Route.Outcome;
import dev.tributary.local.source.InvocationResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What the answers to events that come back mean: of a run that a schedule or somebody began, and of raw objects. */
class ThroughFunctionTest {

    private static final Failure EVENT = FailureReader.read("""
            {"timestamp": "2026-01-02T03:05:00.123Z",
             "requestContext": {"requestId": "r-1", "functionArn": "arn:aws:lambda:eu-west-1:1:function:inference",
              "condition": "RetriesExhausted"},
             "requestPayload": {"full": true}}""".getBytes(UTF_8), "place");

    private final List<String> events = new ArrayList<>();

    @Test
    void shouldBeThroughWithARunThatIsComplete() {
        assertThat(send("{\"objects\": 3, \"rows\": 10, \"complete\": true}"))
                .isEqualTo(new Outcome.Resolved(Map.of()));
        assertThat(events).containsExactly("{\"full\":true}");
    }

    @Test
    void shouldGoOnWithARunWhereItEnded() {
        assertThat(send("{\"complete\": false, \"next\": {\"full\": true, \"after\": \"a\"}}", "{\"complete\": true}"))
                .isEqualTo(new Outcome.Resolved(Map.of()));
        assertThat(events).containsExactly("{\"full\":true}", "{\"full\":true,\"after\":\"a\"}");
    }

    @Test
    void shouldLeaveARunThatDoesNotGetOn() {
        String same = "{\"complete\": false, \"next\": {\"full\":true}}";

        assertThat(send(same)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                .contains("ended before its end"));
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldLeaveARunThatFindsAnotherAtWork() {
        assertThat(send("{\"complete\": false, \"busy\": \"another run is at work\"}"))
                .isEqualTo(new Outcome.Failed("NOT_COMMITTED", "another run is at work; try again"));
    }

    @Test
    void shouldCountWhatIsSetAsideAgainOfRawObjects() {
        assertThat(send("{\"objects\": [{\"deadLettered\": 2}, {\"deadLettered\": 1}, {}]}"))
                .isEqualTo(new Outcome.Resolved(Map.of("request-1", 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "null", "{}", "{\"objects\": 3}", "{\"complete\": \"yes\"}"})
    void shouldNotTakeAnyOtherAnswerForDone(String answer) {
        assertThat(send(answer)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .isEqualTo("UNEXPECTED_ANSWER"));
    }

    private Outcome send(String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        RedriveFunction function = (event, origin) -> {
            assertThat(origin).isEqualTo(Origin.REDRIVEN_BATCH);
            events.add(new String(event, UTF_8));
            return new Reply(
                    "request-" + events.size(),
                    new InvocationResult.Answered(left.remove().getBytes(UTF_8)));
        };
        return new ThroughFunction(function, new Payloads(new S3Client() {
                    @Override
                    public String serviceName() {
                        return "s3";
                    }

                    @Override
                    public void close() {}
                }))
                .send(EVENT);
    }
}
