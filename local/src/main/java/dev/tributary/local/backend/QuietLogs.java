package dev.tributary.local.backend;

import dev.tributary.logging.LogLevels;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets only warnings of the embedded services through, whatever the functions' own logging says; and nothing of PostgreSQL's
 * starter and of Debezium, which warns of types that every PostgreSQL has and calls its own end an error. Both hand their
 * failures to whoever started them.
 */
public final class QuietLogs {

    /** Held, since the JDK forgets the level of a logger that nobody refers to. */
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private QuietLogs() {}

    /** Makes it so in this process. */
    public static void apply() {
        SQLITE.setLevel(Level.WARNING);
        LogLevels.quieten(
                List.of("org.apache.kafka", "org.apache.pekko", "org.eclipse.jetty", "org.elasticmq", "org.gaul"));
        LogLevels.silence(List.of("io.debezium", "io.zonky"));
    }
}
