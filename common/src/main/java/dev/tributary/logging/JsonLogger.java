package dev.tributary.logging;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.MDCAdapter;

/** Prints what {@link LogLevels} lets through. */
final class JsonLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient MDCAdapter context;
    private final transient Clock clock;
    private final transient Consumer<String> out;

    JsonLogger(String name, MDCAdapter context, Clock clock, Consumer<String> out) {
        this.name = name;
        this.context = context;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public boolean isTraceEnabled() {
        return LogLevels.allow(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return LogLevels.allow(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return LogLevels.allow(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return LogLevels.allow(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return LogLevels.allow(name, Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null; // which line of code logged is not told
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        Map<String, String> fields = context.getCopyOfContextMap();
        out.accept(LogLine.of(
                clock.instant(),
                level,
                name,
                message == null ? "" : message,
                arguments == null ? new Object[0] : arguments,
                failure,
                fields == null ? Map.of() : fields));
    }
}
