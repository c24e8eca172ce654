package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Position;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What is in a stream, whatever anybody was told of it. */
final class StreamContent {

    private StreamContent() {}

    /** All records, shard by shard in their order; the stream is as young as the demo, and no shard of it is closed. */
    static List<Taken> read(KinesisClient kinesis, String stream) {
        List<Taken> all = new ArrayList<>();
        for (Shard shard : kinesis.listShards(call -> call.streamName(stream)).shards()) {
            readShard(kinesis, stream, shard.shardId(), all);
        }
        return all;
    }

    private static void readShard(KinesisClient kinesis, String stream, String shard, List<Taken> all) {
        String iterator = kinesis.getShardIterator(call ->
                        call.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        GetRecordsResponse page;
        do {
            String from = iterator;
            page = kinesis.getRecords(call -> call.shardIterator(from));
            page.records()
                    .forEach(record -> all.add(Taken.of(
                            new Position(stream, shard, record.sequenceNumber(), 0),
                            record.partitionKey(),
                            record.data().asByteArray())));
            iterator = page.nextShardIterator();
        } while (!page.records().isEmpty() || page.millisBehindLatest() > 0);
    }
}
