package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts to the API over HTTP, as any program would. */
final class ApiClient {

    static final String JSON = "application/json";

    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /**
     * A client of one API.
     *
     * @param url with the stage, such as {@code http://127.0.0.1:4605/v1}
     */
    ApiClient(URI url) {
        this.url = url.toString().replaceFirst("/$", "");
    }

    /**
     * Posts a body to a path such as {@code /events/orders}.
     *
     * @throws UncheckedIOException if there is no answer, or none in JSON
     */
    Answer post(String path, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After"),
                    ExactJson.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to POST " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in POST " + path, e);
        }
    }
}
