package dev.tributary.logging;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;

/**
 * The least severe level that is printed: one for all loggers, which Powertools reads from {@code POWERTOOLS_LOG_LEVEL}. But
 * of the AWS SDK never less than warnings, since below them it logs what it sends and receives, payloads included.
 */
public final class LogLevels implements LoggingManager {

    private static final String SDK = "software.amazon.awssdk";

    private static volatile Level least = Level.INFO;
    private static volatile List<String> quiet = List.of(SDK);
    private static volatile List<String> silent = List.of();

    /** Lets no more than warnings through of loggers whose names begin so, besides those of the SDK. */
    public static void quieten(List<String> names) {
        quiet = Stream.concat(Stream.of(SDK), names.stream()).toList();
    }

    /** Lets nothing through of loggers whose names begin so: for libraries whose failures are told in other ways. */
    public static void silence(List<String> names) {
        silent = List.copyOf(names);
    }

    /** Sets the level of all loggers, and gives back the one that was set before. */
    public static Level setLeast(Level level) {
        Level before = least;
        least = level;
        return before;
    }

    @Override
    public void setLogLevel(Level level) {
        setLeast(level);
    }

    @Override
    public Level getLogLevel(Logger logger) {
        return least;
    }

    static boolean allow(String logger, Level level) {
        boolean severe = level.toInt() >= Level.WARN.toInt();
        return level.toInt() >= least.toInt()
                && (severe || quiet.stream().noneMatch(logger::startsWith))
                && silent.stream().noneMatch(logger::startsWith);
    }
}
