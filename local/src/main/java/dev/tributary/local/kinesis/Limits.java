package dev.tributary.local.kinesis;

import java.time.Duration;

/** The service's quotas that this server enforces; the write and read rates of a shard are not among them. */
final class Limits {

    static final int RECORDS_PER_PUT = 500;
    /** Data and partition keys of a PutRecords call together. */
    static final int BYTES_PER_PUT = 10 << 20;
    /** Data and partition key of a record together. */
    static final int BYTES_PER_RECORD = 1 << 20;

    static final int PARTITION_KEY_CHARACTERS = 256;

    static final int RECORDS_PER_GET = 10_000;
    static final int BYTES_PER_GET = 10 << 20;

    /** How long a shard iterator, and a token for the next page, can be used. */
    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

    static final int MIN_RETENTION_HOURS = 24;
    static final int MAX_RETENTION_HOURS = 8760;

    /** Open shards of an account, the default of us-east-1. */
    static final int SHARDS = 20_000;

    static final int ON_DEMAND_STREAMS = 50;
    static final int ON_DEMAND_SHARDS = 4;

    static final int TAGS = 50;

    private Limits() {}
}
