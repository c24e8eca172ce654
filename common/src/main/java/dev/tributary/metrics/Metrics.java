package dev.tributary.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums an invocation's metrics and prints them as one line in CloudWatch's embedded metric format, which Lambda's log
 * stream turns into metrics without a call. For one invocation at a time, as Lambda runs a function.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
public final class Metrics {

    /** The one dimension: metrics are per function, as the alarms read them. */
    public static final String DIMENSION = "FunctionName";

    private final String namespace;
    private final Clock clock;
    private final PrintStream out;
    private final Map<Metric, Long> values = new EnumMap<>(Metric.class);

    public Metrics(String namespace, Clock clock, PrintStream out) {
        this.namespace = namespace;
        this.clock = clock;
        this.out = out;
    }

    /** Adds to a metric's sum, and makes it part of the next line even if it stays zero. */
    public void add(Metric metric, long amount) {
        values.merge(metric, amount, Long::sum);
    }

    /** What a metric has come to since the last line. */
    public long value(Metric metric) {
        return values.getOrDefault(metric, 0L);
    }

    /** Prints what was added since the last line, and starts anew. */
    public void flush(String functionName) {
        if (values.isEmpty()) {
            return;
        }
        ObjectNode line = Json.object();
        ObjectNode meta = line.putObject("_aws").put("Timestamp", clock.millis());
        ObjectNode directive = meta.putArray("CloudWatchMetrics").addObject().put("Namespace", namespace);
        directive.putArray("Dimensions").addArray().add(DIMENSION);
        ArrayNode definitions = directive.putArray("Metrics");
        line.put(DIMENSION, functionName);
        values.forEach((metric, value) -> {
            definitions.addObject().put("Name", metric.metricName()).put("Unit", metric.unit());
            line.put(metric.metricName(), value);
        });
        values.clear();
        out.println(Json.writeAscii(line));
    }
}
