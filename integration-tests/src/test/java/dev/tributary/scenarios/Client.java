package dev.tributary.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

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

    /** Sends it until it is accepted; how often the API did not. */
    int postUntilAccepted(String path, String body) {
        for (int failed = 0; failed < MOST_ATTEMPTS; failed++) {
            Answer answer = post(path, body);
            if (answer.status() == 202) {
                return failed;
            }
            if (answer.status() != 429 && answer.status() < 500) {
                throw new AssertionError(answer);
            }
        }
        throw new AssertionError("not accepted: " + body);
    }
}
