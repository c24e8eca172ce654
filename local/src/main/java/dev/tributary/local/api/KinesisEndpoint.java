package dev.tributary.local.api;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.Clients;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Kinesis over HTTP, in the JSON form of its protocol, with the body that a mapping template wrote. */
final class KinesisEndpoint implements KinesisCall {

    /** How long API Gateway waits for an integration. */
    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    /** Nobody here checks it, but services behind one endpoint find out by it who is meant. */
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=" + Clients.ACCESS_KEY + "/20200101/"
            + Backend.REGION + "/kinesis/aws4_request, SignedHeaders=host, Signature=none";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    KinesisEndpoint(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Answer make(String action, String request, String subject) throws IOException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(endpoint)
                            .timeout(TIMEOUT)
                            .header("Authorization", AUTHORIZATION)
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header("X-Amz-Target", "Kinesis_20131202." + action)
                            .POST(HttpRequest.BodyPublishers.ofString(request))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while Kinesis was asked");
        }
    }
}
