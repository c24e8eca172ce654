package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.api.ApiFixture.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers see. */
class CorsTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String SHOP = "https://shop.example.com";
    private static final String APP = "http://localhost:3000";
    private static final String EVENT = "{\"order_id\":\"o\"}";

    /** The JDK's client keeps this header for itself otherwise. */
    @BeforeAll
    static void allowOrigin() {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/orders", "/events/batch/orders"})
    void shouldAnswerAPreflight(String path) throws IOException {
        try (ApiFixture api = with(SHOP + "," + APP)) {
            for (String origin : List.of(SHOP, APP)) {
                Answer answer = api.send(
                        "OPTIONS",
                        path,
                        "",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type");

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header(ALLOWED)).isEqualTo(origin);
                assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("OPTIONS,POST");
                assertThat(answer.header("Access-Control-Allow-Headers").split(","))
                        .containsExactlyInAnyOrder(
                                "Content-Type",
                                "X-Api-Key",
                                "X-Partition-Key",
                                "Authorization",
                                "X-Amz-Content-Sha256",
                                "X-Amz-Date",
                                "X-Amz-Security-Token");
                assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("3600");
                assertThat(answer.header("Vary")).isEqualTo("Origin");
            }
        }
    }

    @Test
    void shouldEchoConfiguredOriginsOnEveryAnswerThatComesOfKinesis() throws IOException {
        try (ApiFixture api = with(SHOP + "," + APP)) {
            api.kinesis.failPuts(key -> key.equals("throttled"));
            List<Answer> answers = List.of(
                    post(api, "/events/orders", EVENT, APP),
                    post(api, "/events/orders", "{\"order_id\":7}", APP),
                    post(api, "/events/orders", "{\"order_id\":\"throttled\"}", APP),
                    post(api, "/events/unknown", EVENT, APP),
                    post(api, "/events/batch/orders", "{\"records\":[]}", APP),
                    post(api, "/events/batch/orders", "{\"records\":[{\"data\":\"{}\",\"partitionKey\":\"k\"}]}", APP));

            assertThat(answers).extracting(Answer::status).containsExactly(202, 400, 429, 404, 400, 202);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.header(ALLOWED)).isEqualTo(APP);
                assertThat(answer.header("Vary")).isEqualTo("Origin");
                assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After");
            });
        }
    }

    @Test
    void shouldNotEchoOtherOrigins() throws IOException {
        try (ApiFixture api = with(SHOP)) {
            for (String origin :
                    List.of("https://evil.example", SHOP + ".evil.example", "https://shop.example.co", "null")) {
                Answer preflight = api.send("OPTIONS", "/events/orders", "", "Origin", origin);
                Answer answer = post(api, "/events/orders", EVENT, origin);

                assertThat(preflight.header(ALLOWED)).isEmpty();
                assertThat(preflight.header("Vary")).isEqualTo("Origin");
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.header(ALLOWED)).isEmpty();
            }
            assertThat(api.post("/events/orders?Origin=" + SHOP, EVENT).header(ALLOWED))
                    .isEmpty();
        }
    }

    @Test
    void shouldAllowAllWhereAllAreAllowedAndNoneByDefault() throws IOException {
        try (ApiFixture open = with("*");
                ApiFixture closed = new ApiFixture()) {
            assertThat(post(open, "/events/orders", EVENT, SHOP).header(ALLOWED))
                    .isEqualTo("*");
            assertThat(open.send("OPTIONS", "/events/orders", "", "Origin", SHOP)
                            .header(ALLOWED))
                    .isEqualTo("*");
            assertThat(post(closed, "/events/orders", EVENT, SHOP).header(ALLOWED))
                    .isEmpty();
            assertThat(closed.send("OPTIONS", "/events/orders", "", "Origin", SHOP)
                            .header(ALLOWED))
                    .isEmpty();
            assertThat(post(closed, "/nowhere", EVENT, SHOP).header(ALLOWED)).isEmpty();
        }
    }

    @Test
    void shouldLetBrowsersReadWhatApiGatewayAnswersByItself() throws IOException {
        try (ApiFixture api = with(SHOP + "," + APP)) {
            List<Answer> answers = List.of(
                    post(api, "/nowhere", EVENT, APP),
                    post(api, "/events/orders", "[]", APP),
                    api.send("POST", "/events/orders", EVENT, "Origin", APP, "Content-Type", "text/plain"));

            assertThat(answers).extracting(Answer::status).containsExactly(404, 400, 415);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.header(ALLOWED)).isEqualTo("*");
                assertThat(answer.header("Vary")).isEqualTo("Origin");
            });
        }
    }

    private static ApiFixture with(String origins) throws IOException {
        return new ApiFixture(Map.of("AllowedOrigins", origins));
    }

    private static Answer post(ApiFixture api, String path, String body, String origin) {
        return api.send("POST", path, body, "Content-Type", "application/json", "Origin", origin);
    }
}
