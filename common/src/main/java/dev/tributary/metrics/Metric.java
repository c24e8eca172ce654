package dev.tributary.metrics;

/**
 * Every metric that Tributary's functions publish, and its unit as CloudWatch names it.
 */
public enum Metric {
    RECORDS_RECEIVED("RecordsReceived", "Count"),
    RECORDS_SUCCEEDED("RecordsSucceeded", "Count"),
    RECORDS_SKIPPED("RecordsSkipped", "Count"),
    RECORDS_DEAD_LETTERED("RecordsDeadLettered", "Count"),
    /** Invocations in which rejected records, or a raw object, were held back since they were too many to be set aside. */
    BREAKER_OPEN("BreakerOpen", "Count"),
    /** Notifications that the topic took, those of a batch that is tried again included. */
    NOTIFICATIONS_SENT("NotificationsSent", "Count"),
    /** Records handed back to Lambda, or to the pipe. */
    RECORDS_RETRIED("RecordsRetried", "Count"),
    CACHE_HITS("CacheHits", "Count"),
    CACHE_MISSES("CacheMisses", "Count"),
    LOOKUP_CALLS("LookupCalls", "Count"),
    /** Events that a client sent before, with the same identity and content; they change nothing. */
    EVENTS_REPEATED("EventsRepeated", "Count"),
    /** Events with a flag, such as a large order. */
    EVENTS_FLAGGED("EventsFlagged", "Count"),
    /** Transactions that were begun, those that came to nothing included. */
    TRANSACTIONS("Transactions", "Count"),
    /** Objects of the lake that were read to their end. */
    OBJECTS_READ("ObjectsRead", "Count"),
    /**
     * Change events found in raw objects, repeats included, in each attempt; what is no change event counts as a dead letter once
     * that is sent.
     */
    CHANGES_READ("ChangesRead", "Count"),
    /** Rows written to trusted, once all of a raw object is written; a change of a key writes two. */
    ROWS_WRITTEN("RowsWritten", "Count"),
    /** Rows that break a rule, and were written to quarantine instead. */
    ROWS_QUARANTINED("RowsQuarantined", "Count"),
    /** Change events that their source sent more than once; the first alone becomes a row. */
    CHANGES_REPEATED("ChangesRepeated", "Count"),
    /** Rows of the trusted zone that were read to be scored. */
    ROWS_READ("RowsRead", "Count"),
    /** Rows that a model scored; deletions, which it does not see, are none. */
    ROWS_SCORED("RowsScored", "Count"),
    /** Rows that were scored before, and came again; they change nothing. */
    ROWS_REPEATED("RowsRepeated", "Count"),
    /** Rows that came after a later change of their key was scored; they change nothing. */
    ROWS_LATE("RowsLate", "Count"),
    /** What it took to read and open the model, once for each environment. */
    MODEL_LOAD_TIME("ModelLoadTime", "Milliseconds"),
    /** From the commit of the oldest change that a run scored until its score was durable. */
    OLDEST_CHANGE_SCORED("OldestChangeScored", "Milliseconds"),
    /** Changes of tables themselves, such as an added column. */
    SCHEMA_CHANGES("SchemaChanges", "Count"),
    /** Bytes of raw objects, decompressed. */
    BYTES_READ("BytesRead", "Bytes"),
    /** Compressed bytes put into the lake. */
    BYTES_WRITTEN("BytesWritten", "Bytes"),
    /** Age of the oldest record as the invocation begins, by its arrival in the stream. */
    OLDEST_RECORD_AGE("OldestRecordAge", "Milliseconds"),
    /** From the oldest committed record's arrival in the stream until it was durable, or answered to a pipe. */
    ARRIVAL_TO_COMMIT("ArrivalToCommit", "Milliseconds");

    private final String metricName;
    private final String unit;

    Metric(String metricName, String unit) {
        this.metricName = metricName;
        this.unit = unit;
    }

    public String metricName() {
        return metricName;
    }

    public String unit() {
        return unit;
    }
}
