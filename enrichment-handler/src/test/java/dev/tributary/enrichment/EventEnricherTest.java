package dev.tributary.enrichment;

import static dev.tributary.enrichment.HandlerFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.config.Environment;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of the user's own. */
class EventEnricherTest {

    private static final String USER = "{\"user_id\":\"user123\"}";

    @Test
    void shouldRunTheStepsInOrderOnJoinedAndDerivedFields() {
        EventEnricher first = event -> event.put(
                "seen", event.path("twice").asInt() + event.at("/user/name").asText());
        EventEnricher second = event -> event.put("seen", event.path("seen").asText() + "!");
        HandlerFixture fixture = new HandlerFixture(
                Map.of("DERIVED_FIELDS", "[{\"field\": \"twice\", \"add\": [\"/n\", \"/n\"]}]"), first, second);

        assertThat(fixture.enrich("{\"user_id\":\"user123\",\"n\":4}")
                        .path("seen")
                        .textValue())
                .isEqualTo("8John Doe!");
    }

    @Test
    void shouldSetAsideWhatAStepRefuses() {
        EventEnricher refusing = event -> {
            throw new RejectedRecordException(
                    "screen", "BLOCKED_PAGE", "page: an internal one (expected: a public one)");
        };

        assertThat(new HandlerFixture(refusing).rejection(USER))
                .isEqualTo("screen/BLOCKED_PAGE: page: an internal one (expected: a public one)");
    }

    @Test
    void shouldSetAsideTheOneEventOnWhichAStepFails() {
        EventEnricher faulty = event -> {
            if (event.has("bad")) {
                throw new IllegalStateException("s3cret");
            }
        };
        HandlerFixture fixture = new HandlerFixture(faulty);

        assertThat(fixture.handle(USER, "{\"bad\":1}", USER)).isEmpty();

        assertThat(fixture.lines(1)).hasSize(2);
        assertThat(fixture.deadLetter(0).path("reason").textValue()).isEqualTo("UNEXPECTED_ERROR");
        assertThat(fixture.deadLetter(0).path("message").textValue())
                .startsWith("java.lang.IllegalStateException at " + EventEnricherTest.class.getName())
                .doesNotContain("s3cret");
    }

    @Test
    void shouldKeepAStepsChangesOfAnItemFromAllOtherEvents() {
        HandlerFixture fixture = new HandlerFixture(EventEnricherTest::markName);

        fixture.handle(USER, USER);
        fixture.handle(USER);

        assertThat(List.of(
                        fixture.lines(1).get(0),
                        fixture.lines(1).get(1),
                        fixture.lines(3).get(0)))
                .extracting(line -> json(line).at("/user/name").textValue())
                .containsExactly("John Doe!", "John Doe!", "John Doe!");
        assertThat(fixture.dynamoDb.calls()).as("look-ups").hasSize(1);
    }

    @Test
    void shouldKeepItsChangesOfAWholeItemAsWell() {
        HandlerFixture fixture = new HandlerFixture(Map.of("ENRICHMENT_SOURCES", """
                        [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"}, "into": "user"}]"""), EventEnricherTest::markName);

        fixture.handle(USER, USER);

        assertThat(fixture.lines(1))
                .extracting(line -> json(line).at("/user/name").textValue())
                .containsExactly("John Doe!", "John Doe!");
    }

    @Test
    void shouldSayWhatWasFoundWhateverAStepWrites() {
        EventEnricher lying = event -> event.put("enrichment", "perfect");

        assertThat(new HandlerFixture(lying)
                        .enrich(USER)
                        .at("/enrichment/status")
                        .textValue())
                .isEqualTo("enriched");
    }

    @Test
    void shouldFindTheStepsThatAServiceFileNames(@TempDir Path classes) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(EventEnricher.class.getName()), Found.class.getName(), UTF_8);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        int before = Found.MADE.get();
        // Clients are made, and not used; they want a region.
        String region = System.setProperty("aws.region", "eu-west-1");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            assertThat(new EnrichmentHandler(new Environment(HandlerFixture.SETTINGS)))
                    .isNotNull();
        } finally {
            thread.setContextClassLoader(usual);
            if (region == null) {
                System.clearProperty("aws.region");
            } else {
                System.setProperty("aws.region", region);
            }
        }

        assertThat(Found.MADE.get() - before).isOne();
    }

    private static void markName(ObjectNode event) {
        ObjectNode user = (ObjectNode) event.path("user");
        user.put("name", user.path("name").textValue() + "!");
    }

    /** Public, as the service loader wants it. */
    public static final class Found implements EventEnricher {

        static final AtomicInteger MADE = new AtomicInteger();

        public Found() {
            MADE.incrementAndGet();
        }

        @Override
        public void enrich(ObjectNode event) {}
    }
}
