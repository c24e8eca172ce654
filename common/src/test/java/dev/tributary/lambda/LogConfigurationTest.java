package dev.tributary.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {

    @Test
    void shouldNeverLogWhatTheSdkSendsWhateverTheLevel() throws URISyntaxException {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream terminal = System.out;
        URL configuration = Objects.requireNonNull(getClass().getResource("/log4j2.xml"));
        System.setOut(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (LoggerContext context = new LoggerContext("test", null, configuration.toURI())) {
            context.start();
            // As Powertools does with POWERTOOLS_LOG_LEVEL.
            context.getConfiguration().getLoggers().values().forEach(logger -> logger.setLevel(Level.DEBUG));
            context.updateLoggers();

            context.getLogger("dev.tributary").debug("our own words");
            context.getLogger("software.amazon.awssdk.request").debug("s3cret");
            context.getLogger("software.amazon.awssdk.request").warn("a warning of the SDK");
        } finally {
            System.setOut(terminal);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("our own words", "a warning of the SDK")
                .doesNotContain("s3cret");
    }
}
