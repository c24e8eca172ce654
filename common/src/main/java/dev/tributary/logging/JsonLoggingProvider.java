package dev.tributary.logging;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives SLF4J loggers that print one JSON object a line on standard output, which is a function's log. It stands in for a
 * logging framework, whose start takes a tenth of a cold start (docs/decisions/logs-without-a-framework.md).
 *
 * @see <a href="https://www.slf4j.org/manual.html">how SLF4J finds its provider</a>
 */
public final class JsonLoggingProvider implements SLF4JServiceProvider {

    /** SLF4J's promise: providers of any 2.0 work with any other 2.0. */
    private static final String SLF4J_VERSION = "2.0.99";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();
    private final Clock clock = Clock.systemUTC();

    @Override
    public void initialize() {
        // Nothing to wait for: what the loggers need is here already.
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        // Standard output is asked for anew for every line: a local run puts a file in its place.
        return name -> loggers.computeIfAbsent(
                name, ours -> new JsonLogger(ours, context, clock, line -> System.out.println(line)));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return SLF4J_VERSION;
    }
}
