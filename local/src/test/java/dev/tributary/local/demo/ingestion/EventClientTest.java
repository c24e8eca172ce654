package dev.tributary.local.demo.ingestion;

import static dev.tributary.local.demo.ingestion.Records.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.ingestion.Attempt.Outcome;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventClientTest {

    private static final ClientEvent EVENT = event("a", "{\"id\":\"a\",\"n\":1.50}");
    private static final List<ClientEvent> BATCH = Stream.of("a", "b", "c")
            .map(key -> event(key, "{\"id\":\"" + key + "\"}"))
            .toList();

    private final ScriptedApi api = new ScriptedApi();
    private final Sendings sendings = new Sendings();
    private final EventClient client = new EventClient(api.client(), "orders", "stream", sendings);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldSendAnEventAsItIsUntilItIsAccepted() {
        api.answers(429, "{\"error\":\"throttled\"}")
                .answers(503, "{\"error\":\"failed\"}")
                .answers(202, "{\"sequenceNumber\":\"7\",\"shardId\":\"s-1\"}");

        client.send(EVENT);

        assertThat(api.request(2)).isEqualTo("/v1/events/orders " + EVENT.text());
        assertOutcomes(Outcome.REFUSED, Outcome.UNANSWERED, Outcome.ACCEPTED);
        assertThat(sendings.attempts().get(2).position()).contains(new Position("stream", "s-1", "7", 0));
        assertThat(sendings.requests()).isEqualTo(3);
        assertThat(sendings.problems()).isEmpty();
    }

    @Test
    void shouldSendOnlyWhatWasNotAcceptedAgain() {
        api.answers(207, results(2, 1, ok(0, 1), "{\"index\":1,\"status\":429,\"error\":\"x\"}", ok(2, 3)))
                .answers(202, results(1, 0, ok(0, 4)));

        client.sendBatch(BATCH);

        assertThat(api.keys(0)).containsExactly("a", "b", "c");
        assertThat(api.keys(1)).containsExactly("b");
        assertOutcomes(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED, Outcome.ACCEPTED);
        assertThat(sendings.problems()).isEmpty();
    }

    @Test
    void shouldSendAWholeBatchAgainWhoseAnswerTellsNothing() {
        api.answers(502, "{\"error\":\"no answer\"}")
                .answers(429, "{\"error\":\"throttled\"}")
                .answers(202, results(3, 0, ok(0, 1), ok(1, 2), ok(2, 3)));

        client.sendBatch(BATCH);

        assertThat(api.keys(2)).containsExactly("a", "b", "c");
        assertThat(sendings.attempts().stream().map(Attempt::outcome).limit(6))
                .containsExactly(
                        Outcome.UNANSWERED,
                        Outcome.UNANSWERED,
                        Outcome.UNANSWERED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED);
        assertThat(sendings.problems()).isEmpty();
    }

    @Test
    void shouldFindResultsThatAreNotInTheRequestsOrder() {
        api.answers(202, results(3, 0, ok(1, 2), ok(0, 1), ok(2, 3)));

        client.sendBatch(BATCH);

        assertThat(sendings.problems())
                .containsExactly("result 0 of a batch has index 1", "result 1 of a batch has index 0");
    }

    @Test
    void shouldFindABatchThatIsSaidToBeAcceptedAndIsNot() {
        api.answers(202, results(3, 0, ok(0, 1), ok(1, 2), "{\"index\":2,\"status\":429,\"error\":\"x\"}"))
                .answers(202, results(1, 0, ok(0, 3)));

        client.sendBatch(BATCH);

        assertThat(sendings.problems())
                .containsExactly(
                        "a batch of 3, 1 of them failed, was answered with 3 results, 3 accepted and 0 failed",
                        "a batch of 3, 1 of them failed, was answered with 202 (expected: 207)");
    }

    @Test
    void shouldFindAThrottleThatDoesNotSayWhenToComeBack() {
        api.throttlesWithoutRetryAfter().answers(202, "{\"sequenceNumber\":\"7\",\"shardId\":\"s-1\"}");

        client.send(EVENT);

        assertThat(sendings.problems()).singleElement().asString().contains("429, Retry-After none");
    }

    @Test
    void shouldSendObjectsAsObjectsAndWhatIsNotJsonAloneInABatch() {
        api.answers(202, results(1, 0, ok(0, 1))).answers(202, results(1, 0, ok(0, 2)));

        client.send(event("a", "{\"id\":"));
        client.sendBatch(List.of(new ClientEvent("a", EVENT.text(), true, true)));

        assertThat(api.request(0))
                .isEqualTo(
                        "/v1/events/batch/orders {\"records\":[{\"data\":\"{\\\"id\\\":\",\"partitionKey\":\"a\"}]}");
        assertThat(api.request(1))
                .isEqualTo("/v1/events/batch/orders {\"records\":[{\"data\":" + EVENT.text()
                        + ",\"partitionKey\":\"a\"}]}");
        assertThat(sendings.attempts()).extracting(Attempt::way).containsOnly(Way.BATCH);
    }

    @Test
    void shouldGiveUpOnAnApiThatNeverAccepts() {
        for (int i = 0; i < 100; i++) {
            api.answers(400, "{\"error\":\"wrong\"}");
        }

        assertThatThrownBy(() -> client.send(EVENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not accept all events of type orders in 100 requests; event " + EVENT.text()
                        + " was answered with 400");
    }

    @Test
    void shouldCountABadRequestThatIsRefusedForItsReason() {
        BadRequest bad = BadRequest.all(new Orders(BigDecimal.TEN), 1_024).get(0);
        api.answers(503, "{\"error\":\"failed\"}").answers(400, "{\"error\":\"body: empty (expected: JSON)\"}");

        bad.send(api.client(), sendings);

        assertThat(sendings.refusals()).isEqualTo(1);
        assertThat(sendings.problems()).isEmpty();
    }

    @Test
    void shouldFindABadRequestThatIsAcceptedOrRefusedForAnotherReason() {
        BadRequest bad = BadRequest.all(new Orders(BigDecimal.TEN), 1_024).get(0);
        api.answers(202, "{\"sequenceNumber\":\"7\"}").answers(400, "{\"error\":\"order_id: missing (expected: it)\"}");

        bad.send(api.client(), sendings);
        bad.send(api.client(), sendings);

        assertThat(sendings.refusals()).isZero();
        assertThat(sendings.problems()).hasSize(2).allMatch(problem -> problem.contains("(expected: 400 \"body: "));
    }

    private void assertOutcomes(Outcome... outcomes) {
        assertThat(sendings.attempts()).extracting(Attempt::outcome).containsExactly(outcomes);
    }

    private static String ok(int index, int sequence) {
        return "{\"index\":" + index + ",\"status\":202,\"sequenceNumber\":\"" + sequence + "\",\"shardId\":\"s-1\"}";
    }

    private static String results(int accepted, int failed, String... results) {
        return "{\"accepted\":" + accepted + ",\"failed\":" + failed + ",\"results\":[" + String.join(",", results)
                + "]}";
    }
}
