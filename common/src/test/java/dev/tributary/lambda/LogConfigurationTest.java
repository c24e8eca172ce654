package dev.tributary.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {

    @Test
    void shouldNeverLogWhatTheSdkSendsWhateverTheLevel() throws URISyntaxException {
        Memory memory = new Memory();
        try (LoggerContext context = new LoggerContext(
                "test",
                null,
                Objects.requireNonNull(getClass().getResource("/log4j2.xml")).toURI())) {
            context.start();
            context.getConfiguration().getLoggers().values().forEach(memory::standInFor);
            // As Powertools does with POWERTOOLS_LOG_LEVEL.
            context.getConfiguration().getLoggers().values().forEach(logger -> logger.setLevel(Level.DEBUG));
            context.updateLoggers();

            context.getLogger("dev.tributary").debug("our own words");
            context.getLogger("software.amazon.awssdk.request").debug("a payload");
            context.getLogger("software.amazon.awssdk.request").warn("a warning of the SDK");
        }

        assertThat(memory.logged).containsExactly("our own words", "a warning of the SDK");
    }

    /** Keeps what a logger would have printed, under the same levels. */
    private static final class Memory extends AbstractAppender {

        private final List<String> logged = new ArrayList<>();

        Memory() {
            super("json", null, null, true, Property.EMPTY_ARRAY);
            start();
        }

        void standInFor(LoggerConfig logger) {
            for (AppenderRef ref : logger.getAppenderRefs()) {
                logger.removeAppender(ref.getRef());
                logger.addAppender(this, ref.getLevel(), ref.getFilter());
            }
        }

        @Override
        public void append(LogEvent event) {
            logged.add(event.getMessage().getFormattedMessage());
        }
    }
}
