package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * A good client of the API: it sends again what was not accepted, and only that. It does not wait in between, since nothing is overloaded but on purpose.
 */
final class EventClient {

    private static final int MOST_REQUESTS = 100;

    private final ApiClient api;
    private final String type;
    private final String stream;
    private final Sendings sendings;

    /**
     * A client for one type.
     *
     * @param stream that the events go into
     * @param sendings takes what was sent and answered
     */
    EventClient(ApiClient api, String type, String stream, Sendings sendings) {
        this.api = api;
        this.type = type;
        this.stream = stream;
        this.sendings = sendings;
    }

    /** Sends one event until it is accepted; alone in a batch if it is not JSON, which the API takes nowhere else. */
    void send(ClientEvent event) {
        if (!event.isJson()) {
            sendBatch(List.of(event));
            return;
        }
        for (int i = 0; i < MOST_REQUESTS; i++) {
            Answer answer = post("/events/" + type, event.text());
            if (answer.isUncertain()) {
                sendings.unanswered(event, Way.SINGLE);
            } else if (answer.status() == 202) {
                sendings.accepted(event, Way.SINGLE, position(answer.body()));
                return;
            } else {
                sendings.refused(event, Way.SINGLE);
                checkThrottled(answer, "event " + event.text());
            }
        }
        throw neverAccepted();
    }

    /** Sends a batch, and of it what is left until all is accepted. */
    void sendBatch(List<ClientEvent> events) {
        List<ClientEvent> left = events;
        for (int i = 0; i < MOST_REQUESTS && !left.isEmpty(); i++) {
            Answer answer = post("/events/batch/" + type, batch(left));
            if (answer.body().has("results")) {
                left = read(left, answer);
            } else if (answer.isUncertain()) {
                left.forEach(event -> sendings.unanswered(event, Way.BATCH));
            } else {
                left.forEach(event -> sendings.refused(event, Way.BATCH));
                checkThrottled(answer, "a batch of " + left.size());
            }
        }
        if (!left.isEmpty()) {
            throw neverAccepted();
        }
    }

    /** What is not accepted. */
    private List<ClientEvent> read(List<ClientEvent> sent, Answer answer) {
        JsonNode results = answer.body().path("results");
        List<ClientEvent> left = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            ClientEvent event = sent.get(i);
            JsonNode result = results.path(i);
            int status = result.path("status").asInt();
            if (result.path("index").asInt(-1) != i) {
                sendings.problem("result " + i + " of a batch has index " + result.path("index"));
            }
            if (status == 202) {
                sendings.accepted(event, Way.BATCH, position(result));
                continue;
            }
            left.add(event);
            if (status == 429) {
                sendings.refused(event, Way.BATCH);
            } else {
                sendings.unanswered(event, Way.BATCH);
            }
        }
        check(answer, sent.size(), left.size());
        return left;
    }

    private void check(Answer answer, int sent, int failed) {
        JsonNode body = answer.body();
        int accepted = sent - failed;
        int told = body.path("results").size();
        int expected = failed == 0 ? 202 : accepted > 0 ? 207 : 429;
        if (told != sent
                || body.path("accepted").asInt(-1) != accepted
                || body.path("failed").asInt(-1) != failed) {
            sendings.problem("a batch of " + sent + ", " + failed + " of them failed, was answered with " + told
                    + " results, " + body.path("accepted") + " accepted and " + body.path("failed") + " failed");
        }
        if (answer.status() != expected) {
            sendings.problem("a batch of " + sent + ", " + failed + " of them failed, was answered with "
                    + answer.status() + " (expected: " + expected + ")");
        } else if (expected == 429) {
            checkThrottled(answer, "a batch of " + sent);
        }
    }

    private void checkThrottled(Answer answer, String what) {
        if (answer.status() != 429 || answer.retryAfter().isEmpty()) {
            sendings.problem(what + " was answered with " + answer.status() + ", Retry-After "
                    + answer.retryAfter().orElse("none") + " and " + answer.body()
                    + " (expected: 202, or 429 with Retry-After)");
        }
    }

    private Answer post(String path, String body) {
        sendings.request();
        return api.post(path, ApiClient.JSON, body);
    }

    private Position position(JsonNode result) {
        return new Position(
                stream,
                result.path("shardId").asText(),
                result.path("sequenceNumber").asText(),
                0);
    }

    static String batch(List<ClientEvent> events) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode records = body.putArray("records");
        for (ClientEvent event : events) {
            ObjectNode record = records.addObject();
            if (event.isObject()) {
                record.set("data", ExactJson.parse(event.text()));
            } else {
                record.put("data", event.text());
            }
            record.put("partitionKey", event.entity());
        }
        return body.toString();
    }

    private IllegalStateException neverAccepted() {
        return new IllegalStateException("the API did not accept all events of type " + type + " in " + MOST_REQUESTS
                + " requests; " + String.join("; ", sendings.problems()));
    }
}
