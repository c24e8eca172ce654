package dev.tributary.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import dev.tributary.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import software.amazon.lambda.powertools.logging.internal.LoggingManagerRegistry;

class JsonLoggerTest {

    private final List<String> printed = new ArrayList<>();
    private final BasicMDCAdapter context = new BasicMDCAdapter();
    private final Level before = LogLevels.setLeast(Level.INFO);

    @AfterEach
    void restoreLevel() {
        LogLevels.setLeast(before);
        LogLevels.quieten(List.of());
        LogLevels.silence(List.of());
    }

    @Test
    void shouldPrintPowertoolsFieldsAndTheArgumentsAsFields() throws JsonProcessingException {
        context.put("function_name", "enrichment");
        context.put("cold_start", "true");
        context.put("function_memory_size", "512");

        logger("dev.tributary.Some")
                .info(
                        "batch of {}",
                        3,
                        entry("received", 3),
                        entries(Map.of("reason", "no\nne")),
                        entry("a\u0001", "é"));

        assertThat(printed()).isEqualTo(Json.readTree("""
                {"level": "INFO", "message": "batch of 3", "logger": "dev.tributary.Some",
                 "timestamp": "2026-11-21T05:00:00.120Z", "function_name": "enrichment", "cold_start": true,
                 "function_memory_size": 512, "received": 3, "reason": "no\\nne", "a\\u0001": "é"}
                """));
    }

    @Test
    void shouldStayJsonWhateverTheContextHolds() throws JsonProcessingException {
        context.put("sampling_rate", "");
        context.put("function_memory_size", "512,");

        logger("dev.tributary.Some").info("half a \uD800 pair", entry("a", "half a \uD800 pair"));

        assertThat(printed().path("sampling_rate").textValue()).isEmpty();
        assertThat(printed().path("function_memory_size").textValue()).isEqualTo("512,");
        assertThat(printed().path("a").textValue())
                .isEqualTo(printed().path("message").textValue());
        assertThat(printed.get(0)).isPrintable();
    }

    @Test
    void shouldTellWhatWentWrong() throws JsonProcessingException {
        logger("dev.tributary.Some").error("failed", new IllegalStateException("no \"such\" thing"));

        JsonNode error = printed().path("error");
        assertThat(error.path("name").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("message").asText()).isEqualTo("no \"such\" thing");
        assertThat(error.path("stack").asText())
                .startsWith(
                        "java.lang.IllegalStateException: no \"such\" thing\n\tat " + JsonLoggerTest.class.getName());
    }

    @Test
    void shouldPrintNothingBelowTheLevel() {
        LogLevels.setLeast(Level.WARN);

        logger("dev.tributary.Some").info("batch");
        logger("dev.tributary.Some").warn("batch ended early");

        assertThat(printed).singleElement().asString().contains("batch ended early");
    }

    @Test
    void shouldNeverLogWhatTheSdkSendsWhateverTheLevel() {
        LogLevels.setLeast(Level.TRACE);

        logger("dev.tributary").debug("our own words");
        logger("software.amazon.awssdk.request").debug("a payload");
        logger("software.amazon.awssdk.request").info("a payload");
        logger("software.amazon.awssdk.request").warn("a warning of the SDK");

        assertThat(printed).hasSize(2);
        assertThat(String.join("", printed)).contains("our own words", "a warning of the SDK");
    }

    @Test
    void shouldLetOnlyWarningsThroughOfWhatIsQuieted() {
        LogLevels.quieten(List.of("org.eclipse.jetty"));

        logger("org.eclipse.jetty.server.Server").info("started");
        logger("org.eclipse.jetty.server.Server").warn("slow");
        logger("com.acme.Enricher").info("of the user's own");

        assertThat(printed).hasSize(2);
        assertThat(String.join("", printed)).contains("slow", "of the user's own");
    }

    @Test
    void shouldLetNothingThroughOfWhatIsSilenced() {
        LogLevels.silence(List.of("io.debezium"));

        logger("io.debezium.embedded.Engine").error("stopped");
        logger("com.acme.Enricher").info("of the user's own");

        assertThat(printed).singleElement().asString().contains("of the user's own");
    }

    @Test
    void shouldBeWhatSlf4jAndPowertoolsFind() {
        assertThat(LoggerFactory.getLogger("some")).isInstanceOf(JsonLogger.class);
        assertThat(LoggingManagerRegistry.getLoggingManager()).isInstanceOf(LogLevels.class);
    }

    private JsonLogger logger(String name) {
        return new JsonLogger(name, context, new ManualClock(Instant.parse("2026-11-21T05:00:00.120Z")), printed::add);
    }

    private JsonNode printed() throws JsonProcessingException {
        assertThat(printed).singleElement().asString().isPrintable();
        return Json.readTree(printed.get(0));
    }
}
