package dev.tributary.local.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The settings of an event source mapping of a stream, named and limited as in the properties of
 * {@code AWS::Lambda::EventSourceMapping}.
 *
 * @param batchSize records in a batch at most; 1-10,000
 * @param maximumBatchingWindowInSeconds how long a batch is gathered; 0-300, where 0 sends what is there
 * @param maximumRetryAttempts how often a failed batch is tried again; 0-10,000, or -1 for ever
 * @param maximumRecordAgeInSeconds how old a record may be when it is delivered; 60-604,800, or -1 for ever
 * @param parallelizationFactor lanes of a shard; 1-10
 * @param bisectBatchOnFunctionError whether a failed batch is split
 * @param reportBatchItemFailures whether the function's answer can name the records that failed
 * @param startingPosition where reading begins
 * @param filters which records are delivered
 */
public record StreamMapping(
        int batchSize,
        int maximumBatchingWindowInSeconds,
        int maximumRetryAttempts,
        int maximumRecordAgeInSeconds,
        int parallelizationFactor,
        boolean bisectBatchOnFunctionError,
        boolean reportBatchItemFailures,
        StartingPosition startingPosition,
        FilterCriteria filters) {

    /** For retry attempts and record age: without limit. */
    public static final int FOREVER = -1;

    /**
     * Holds settings that Lambda would take.
     *
     * @throws IllegalArgumentException naming every setting out of its range
     */
    public StreamMapping {
        refuse(outOfRange(
                batchSize,
                maximumBatchingWindowInSeconds,
                maximumRetryAttempts,
                maximumRecordAgeInSeconds,
                parallelizationFactor));
    }

    /**
     * Reads the properties of the resource as a template gives them. What is absent has Lambda's default; properties
     * that say nothing about delivery (the stream, the function, the destination) are left alone.
     *
     * @throws IllegalArgumentException naming every property that is missing, malformed, out of its range or not
     *     simulated
     */
    public static StreamMapping fromProperties(Map<String, ?> properties) {
        MappingProperties read = new MappingProperties(properties);
        int batchSize = read.integer("BatchSize", 100);
        int window = read.integer("MaximumBatchingWindowInSeconds", 0);
        int attempts = read.integer("MaximumRetryAttempts", FOREVER);
        int age = read.integer("MaximumRecordAgeInSeconds", FOREVER);
        int factor = read.integer("ParallelizationFactor", 1);
        boolean bisect = read.flag("BisectBatchOnFunctionError");
        boolean report = read.reportsBatchItemFailures();
        StartingPosition position = read.startingPosition();
        FilterCriteria filters = read.filters();
        read.refuseTumblingWindow();
        List<String> errors = new ArrayList<>(read.errors());
        errors.addAll(outOfRange(batchSize, window, attempts, age, factor));
        refuse(errors);
        return new StreamMapping(batchSize, window, attempts, age, factor, bisect, report, position, filters);
    }

    private static List<String> outOfRange(int batchSize, int window, int attempts, int age, int factor) {
        List<String> errors = new ArrayList<>();
        if (batchSize < 1 || batchSize > 10_000) {
            errors.add("BatchSize: " + batchSize + " (expected: 1-10000)");
        }
        if (window < 0 || window > 300) {
            errors.add("MaximumBatchingWindowInSeconds: " + window + " (expected: 0-300)");
        }
        if (attempts < FOREVER || attempts > 10_000) {
            errors.add("MaximumRetryAttempts: " + attempts + " (expected: 0-10000, or -1 for ever)");
        }
        if (age != FOREVER && (age < 60 || age > 604_800)) {
            errors.add("MaximumRecordAgeInSeconds: " + age + " (expected: 60-604800, or -1 for ever)");
        }
        if (factor < 1 || factor > 10) {
            errors.add("ParallelizationFactor: " + factor + " (expected: 1-10)");
        }
        return errors;
    }

    private static void refuse(List<String> errors) {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }
}
