package dev.tributary.local.backend;

import static java.util.stream.Collectors.toMap;

import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Lets only warnings of the embedded services through, whatever the functions' own logging says. */
final class QuietLogs {

    /** Held, since the JDK forgets the level of a logger that nobody refers to. */
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private QuietLogs() {}

    static void apply() {
        SQLITE.setLevel(java.util.logging.Level.WARNING);
        Configurator.setLevel(Stream.of(
                        "com.amazonaws.services.dynamodbv2",
                        "org.apache.pekko",
                        "org.eclipse.jetty",
                        "org.elasticmq",
                        "org.gaul",
                        "software.amazon.dynamodb")
                .collect(toMap(Function.identity(), logger -> Level.WARN)));
    }
}
