package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of the API.
 *
 * @param api where it is, with its stage
 */
record Client(URI api, HttpClient http) {

    private static final int MOST_ATTEMPTS = 100;

    Client(URI api) {
        this(api, HttpClient.newHttpClient());
    }

    /** What the API answered. */
    record Answer(int status, JsonNode body, String retryAfter) {

        /** Whether it may be accepted another time; where Kinesis throttles, after a wait that the answer names. */
        boolean asksForAnother() {
            return status >= 500 || (status == 429 && !retryAfter.isEmpty());
        }

        String error() {
            return body.path("error").asText();
        }

        /** The identity of the record that the event came into. */
        static String recordId(String stream, JsonNode accepted) {
            return String.join(
                    ".",
                    stream,
                    accepted.path("shardId").asText(),
                    accepted.path("sequenceNumber").asText(),
                    "0");
        }
    }

    Answer post(String path, String body) {
        return post(path, "application/json", body);
    }

    Answer post(String path, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    Found.json(response.body()),
                    response.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends an event until it is accepted; how often it was not. */
    int postUntilAccepted(String path, String event) {
        for (int failed = 0; failed < MOST_ATTEMPTS; failed++) {
            Answer answer = post(path, event);
            if (answer.status() == 202) {
                return failed;
            }
            assertThat(answer).matches(Answer::asksForAnother);
        }
        throw new AssertionError("not accepted: " + event);
    }

    /** Sends a batch, and of it what was not accepted, until nothing is left; how often something was. */
    int postBatchUntilAccepted(String path, String partitionKey, List<String> events) {
        List<String> left = events;
        for (int failed = 0; failed < MOST_ATTEMPTS; failed++) {
            Answer answer = post(path, batch(partitionKey, left));
            if (answer.body().has("results")) {
                left = notAccepted(left, answer);
            } else {
                assertThat(answer).matches(Answer::asksForAnother);
            }
            if (left.isEmpty()) {
                return failed;
            }
        }
        throw new AssertionError("not accepted: " + left);
    }

    private static List<String> notAccepted(List<String> sent, Answer answer) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            JsonNode result = answer.body().path("results").path(i);
            assertThat(result.path("index").asInt(-1)).isEqualTo(i);
            if (result.path("status").asInt() != 202) {
                left.add(sent.get(i));
            }
        }
        assertThat(answer.body().path("failed").asInt()).isEqualTo(left.size());
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(sent.size() - left.size());
        if (left.isEmpty() || left.size() < sent.size()) {
            assertThat(answer.status()).isEqualTo(left.isEmpty() ? 202 : 207);
        } else {
            assertThat(answer).matches(Answer::asksForAnother);
        }
        return left;
    }

    /** A batch of events as texts, so that they arrive as they are. */
    static String batch(String partitionKey, List<String> events) {
        ObjectNode batch = Found.MAPPER.createObjectNode();
        ArrayNode records = batch.putArray("records");
        events.forEach(event -> records.addObject().put("data", event).put("partitionKey", partitionKey));
        return batch.toString();
    }
}
