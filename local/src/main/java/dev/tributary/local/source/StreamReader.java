package dev.tributary.local.source;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the shards of one stream and reads them, with the calls of the stream's service. All throw its exceptions. */
public interface StreamReader {

    /**
     * A shard of the stream.
     *
     * @param parents the shards that hold what came before; they may be beyond the retention, and not listed any more
     */
    record SourceShard(String id, List<String> parents) {}

    /**
     * What one read gives.
     *
     * @param next the iterator to go on with, or null at the end of a closed shard
     * @param isLatest whether nothing followed these records when they were read
     */
    record Page(List<ShardRecord> records, @Nullable String next, boolean isLatest) {}

    /** All shards that the stream lists. */
    List<SourceShard> shards();

    /** The iterator for a place in a shard, or null if nothing can be read of the shard any more. */
    @Nullable
    String iterator(String shardId, StartingPosition position);

    /** What follows, or empty if the iterator is no longer valid and the place needs another. */
    Optional<Page> read(String iterator, int limit);
}
